// Package playbooks holds the playbooks that ship inside the program, as plain
// YAML files that anyone can read, copy and change.
//
// Two carry a breach from the first minute to the last report:
// confidentiality-breach, for information of any kind that reached the wrong
// people, and customer-data-breach, for the data of customers. The others are
// shorter. Each carries the first hours of one kind of incident, and says when
// to open one of the two beside it. [Embedded] lists their files and [Open]
// finds one, without reading what is in them, so they cost nothing at start. A
// [Library] puts a person's own playbooks beside them, and parses.
//
// # Rules for changing a playbook
//
//   - A step is one action that a tired person can do. Two to five points, what
//     not to do, how to know that it worked.
//   - The order stops the bleeding early. Stopping comes within the first three
//     steps, and no condition or need holds up a step that stops something.
//   - "Unknown" is an answer about the world, and every condition treats it
//     like the worst case. It is never an answer about the law.
//   - A deadline is named only with its source and the day it was checked. All
//     others are clocks, whose counting is in the library of the law.
//   - The moment that starts a clock is recorded where a person decides it. If
//     that matters to few, it is a step with a condition.
//   - A fact, a role and a clock mean the same in every playbook that has them.
//   - A notice has no gap once the facts are recorded, and no sentence of more
//     than 25 words. It says "not known yet" only where that is allowed.
//   - No names of tools. No number without a source. A source without a public
//     address has a title only.
//   - A phase has at most nine steps, and the last is a pause that needs the
//     others. A text mentions a step by its id, "step @isolate", and shows its
//     number.
//   - Within its first three steps each playbook asks what decides which clocks
//     run: when it was noticed, whether personal data may be in it, where the
//     people may live, and what we are.
//   - The two long ones mark seven to nine steps for tonight: what one person
//     alone does in the first hours. None of them waits for another step.
//   - A hint weighs several facts, never one kind of data alone, and agrees with
//     the worked cases in testdata/edpb-2021-01.yaml where it speaks.
//   - Every playbook brings an invented incident for a drill: an invented
//     organisation, and no number that somebody could call.
//   - Any two playbooks can stand in one run.
//   - Every playbook has a scenario in testdata/scenarios. Its deadlines are
//     counted by hand from the text of the rule, never copied from the program.
//   - A change of meaning is a new version. A run keeps the bytes that it
//     started with, so old runs do not change.
//
// # What is not certain
//
// None of it is legal advice. The playbooks say so, and leave every question of
// law to a named person. In particular:
//
//   - The clocks are those that many meet. A law without a clock may bind you
//     all the same; step laws of the two main playbooks asks for it.
//   - The thresholds of states of the United States count the people of that
//     state. The fact affected counts everyone, so these clocks run rather too
//     early than not at all.
//   - India's clock counts from discovery, the earlier of two readings. The
//     clock to-controller stands for the European duty and for similar ones.
//   - What the Polish, Irish, Dutch and British authorities decided is told as
//     others summarised it; the sources beside the steps say so. Some sources
//     could be read in part only.
//   - The 18 worked cases of EDPB Guidelines 01/2021 are told from memory, and so
//     are their facts in testdata. The step says so.
//   - The pages of npm, GitHub, CISA on tj-actions, Visa, the PCI council, OWASP
//     and the Code of Federal Regulations that steps of the newer playbooks point
//     at were not opened again when they were written.
//   - Letters to Massachusetts and Illinois follow the statutes as the library of
//     the law has them. What other states forbid or want was not gone through.
//   - Notices for children, for people who cannot read them, and for places with
//     other customs rest on judgement. Let people from there read them first.
//
// # The law
//
// The folder law holds the rules that clocks count by, one file for each
// jurisdiction. [Law] returns them and a person's own; a file is read when one
// of its rules is asked for. To change a rule:
//
//   - Open its official page and read it. Set read_on to that day; only then
//     may confidence be high. What you read elsewhere goes into seen_on,
//     seen_in and source, with confidence medium. What you only remember is
//     source: memory, with confidence low, and runs in no playbook.
//   - Where to file goes into file_at, with where you have that from.
//   - Where two readings differ, within is the earlier one. The later one goes
//     into arguable with its source, or into the note.
//   - The id stays, unless its words have become untrue. What is no law any
//     more stays in the list with a status that keeps it from running, and so
//     does what is not law yet.
//   - Facts in our own words, no sentence of anybody else. What is not certain
//     says so in the note.
//
// # To add a rule
//
// Write it into the file of its jurisdiction under law, or into a new file named
// after the jurisdiction; the program takes up all that lie there. What a rule
// must say, and one of two with the same id, is found by TestLawRules; a file
// without its name or its warning by TestLawFiles. A counting that no rule had
// before gets a vector in playbook/clock/testdata, which TestLawDeadlines counts
// by the rule. A rule that is taken out while a playbook counts by it is found by
// TestLawHasTheRulesOfPlaybooks.
//
// # To add a playbook
//
// Write it into a file ID.yaml beside this one, a line about it into the list in
// shelf.go, and a scenario into testdata/scenarios. What is forgotten is found by
// TestEmbedded, TestShelf and TestScenarios; what breaks a rule above by
// TestLint, TestSteps, TestPauses, TestNothingHoldsUpStopping, TestSharedFacts
// and the others in content_test.go.
//
// # Where the shorter ones come from
//
// They rest on public guides and on what went wrong in public cases, told in our
// own words. Each step names its sources; these are the main ones.
//
//	account-takeover-wave   New York's guide on credential stuffing, in summary; OWASP on
//	                        automated threats; 23andMe 2023
//	exposed-storage         guides of AWS to open stores and to data access; ClearBreach;
//	                        EDPB 01/2021; Uber 2016 (a finder paid for silence)
//	insider-exfiltration    CERT Societe Generale, insider abuse; Insider Risk Index;
//	                        EDPB 01/2021
//	leaked-credentials      GitHub and GitGuardian on leaked secrets; AWS on stolen
//	                        credentials; two experiments with leaked keys; Cloudflare 2023
//	lost-device             ICO, first 72 hours; Compare the Cloud; EDPB 01/2021
//	mailbox-compromise      Microsoft on taken mailboxes; CERT Societe Generale; advice to
//	                        call back payments (FBI, in summary)
//	misdirected-disclosure  ICO on hidden data and on examples; OAIC; Police Service of
//	                        Northern Ireland 2023; ENEA 2021
//	processor-breach        EDPB 9/2022 and 07/2020; Okta 2023; Capita 2023
//	ransomware-extortion    CISA's checklist; CERT Societe Generale; PowerSchool 2025; the US
//	                        Treasury on sanctions, in summary
//	saas-token-theft        Salesloft Drift 2025; CircleCI 2023; Okta 2023
//	supply-chain-package    CISA on tj-actions 2025; npm and GitHub on withdrawing; the
//	                        Cyber Resilience Act, Article 14
//	vendor-breach           CERT Societe Generale; Okta 2023; Salesloft Drift 2025; Blackbaud
//	                        2020; Twitter 2018; Booking.com 2019
//	web-skimming-cards      Visa and the PCI council; Foregenix; the advice of acquirers
//
// # Where the two main ones come from
//
// Both were written from two short guides. Each sentence of the guides is
// covered; the tables say by what. A line with a key names the sentence, the
// lines below it name a step ("playbook/step"), the goal of a phase
// ("playbook#phase") or the text about the whole playbook ("playbook"). The
// sentences themselves are in testdata, and a test holds the tables to them.
//
// The guide to a breach of confidentiality:
//
//	A1    Understanding the breach
//	      confidentiality-breach#understand
//	A1.1  Understand nature and extent
//	      confidentiality-breach/confirm confidentiality-breach/what-data
//	      confidentiality-breach/who-affected confidentiality-breach/exfil
//	      confidentiality-breach/understand-check
//	A1.2  Compromised information, sensitivity, impact
//	      confidentiality-breach/what-data confidentiality-breach/who-affected
//	      confidentiality-breach/risk
//	A1.3  Source, internal or external
//	      confidentiality-breach/source
//	A1.4  Gather the evidence
//	      confidentiality-breach/preserve confidentiality-breach/confirm confidentiality-breach/exfil
//	A2    Containment and mitigation
//	      confidentiality-breach#contain
//	A2.1  Contain at once against further access
//	      confidentiality-breach/stop-or-watch confidentiality-breach/isolate
//	      confidentiality-breach/cut-access confidentiality-breach/close-hole
//	      confidentiality-breach/restore confidentiality-breach/contain-check
//	A2.2  Isolate affected systems or accounts
//	      confidentiality-breach/isolate confidentiality-breach/cut-access
//	A2.3  Reset passwords, second factor
//	      confidentiality-breach/reset
//	A2.4  Notify those affected, with guidance
//	      confidentiality-breach/warn-at-risk confidentiality-breach/recover-data
//	      confidentiality-breach/people-notice confidentiality-breach/contracts
//	A2.5  IT experts and security professionals
//	      confidentiality-breach/take-lead confidentiality-breach/experts
//	A3    Legal and regulatory compliance
//	      confidentiality-breach#comply
//	A3.1  Legal counsel
//	      confidentiality-breach/laws
//	A3.2  Report to regulators or law enforcement?
//	      confidentiality-breach/laws confidentiality-breach/risk confidentiality-breach/moments
//	      confidentiality-breach/classify confidentiality-breach/regulators
//	      confidentiality-breach/police
//	A3.3  Comply with notification laws
//	      confidentiality-breach/regulators confidentiality-breach/people-duty
//	      confidentiality-breach/people-notice confidentiality-breach/comply-check
//	A3.4  Contracts, obligations, liabilities
//	      confidentiality-breach/contracts
//	A3.5  Cooperate with authorities
//	      confidentiality-breach/police confidentiality-breach/regulators
//	      confidentiality-breach/comply-check
//	A4    Communication and public relations
//	      confidentiality-breach#communicate
//	A4.1  Communicate for trust and transparency
//	      confidentiality-breach#communicate confidentiality-breach/one-voice
//	A4.2  A plan with messages for each audience
//	      confidentiality-breach/comms-plan confidentiality-breach/desk confidentiality-breach/staff
//	      confidentiality-breach/people-notice confidentiality-breach/contracts
//	A4.3  Accurate, consistent, acknowledges impact
//	      confidentiality-breach/one-voice confidentiality-breach/statements-check
//	A4.4  Public relations experts
//	      confidentiality-breach/press
//	A5    Learning and future prevention
//	      confidentiality-breach#learn
//	A5.1  Learn and prevent
//	      confidentiality-breach#learn confidentiality-breach/timeline confidentiality-breach/review
//	      confidentiality-breach/controls confidentiality-breach/final-reports
//	A5.2  Thorough post-mortem
//	      confidentiality-breach/timeline confidentiality-breach/review
//	A5.3  Encryption, access controls, audits
//	      confidentiality-breach/controls
//	A5.4  Educate employees and stakeholders
//	      confidentiality-breach/train
//	A5.5  Emerging threats and technologies
//	      confidentiality-breach/threats
//	A6    Conclusion
//	      confidentiality-breach
//	A6.1  Challenging, needs a comprehensive approach
//	      confidentiality-breach
//	A6.2  Understand, contain, comply, communicate, learn
//	      confidentiality-breach#understand confidentiality-breach#contain
//	      confidentiality-breach#comply confidentiality-breach#communicate
//	      confidentiality-breach#learn
//	A6.3  Prevention is better than cure
//	      confidentiality-breach confidentiality-breach/controls confidentiality-breach/close
//	A7    Methods
//	      confidentiality-breach#understand confidentiality-breach#contain
//	      confidentiality-breach#comply confidentiality-breach#communicate
//	      confidentiality-breach#learn
//	A7.1  Understand nature and extent
//	      confidentiality-breach#understand
//	A7.2  Contain and mitigate
//	      confidentiality-breach#contain
//	A7.3  Legal and regulatory compliance
//	      confidentiality-breach#comply
//	A7.4  Communicate with stakeholders
//	      confidentiality-breach#communicate
//	A7.5  Learn and prevent
//	      confidentiality-breach#learn
//	A8    Tags
//	      confidentiality-breach
//	A8.1  Breach of confidentiality
//	      confidentiality-breach
//	A8.2  Data security
//	      confidentiality-breach
//	A8.3  Information protection
//	      confidentiality-breach
//
// The guide to a breach of customer data:
//
//	B1.1  Devastating, above all for customer data
//	      customer-data-breach
//	B1.2  Trust and compliance are at stake
//	      customer-data-breach customer-data-breach#notify customer-data-breach#legal
//	B1.3  A good response limits damage, restores confidence
//	      customer-data-breach customer-data-breach/open-record customer-data-breach/close
//	B2.1  First assess the extent
//	      customer-data-breach#assess customer-data-breach/confirm customer-data-breach/preserve
//	      customer-data-breach/assess-check
//	B2.2  Which data, how, which impact
//	      customer-data-breach/what-data customer-data-breach/how customer-data-breach/impact
//	B2.3  A response plan with immediate steps
//	      customer-data-breach/activate-plan customer-data-breach/stop-leak
//	      customer-data-breach/contain
//	B2.4  A team: security, legal, public relations
//	      customer-data-breach/roles customer-data-breach/safe-channel
//	      customer-data-breach/outside-help customer-data-breach/rhythm
//	      customer-data-breach/team-check
//	B3.1  Communicate transparently with customers
//	      customer-data-breach#notify customer-data-breach/decide-people
//	      customer-data-breach/facts-agreed customer-data-breach/notify-check
//	B3.2  Customers have the right to know
//	      customer-data-breach/decide-people customer-data-breach/customer-list
//	B3.3  Timely and clear: what happened, data, steps taken
//	      customer-data-breach/facts-agreed customer-data-breach/write-notice
//	      customer-data-breach/desk-ready customer-data-breach/send
//	B3.4  Guidance to protect themselves
//	      customer-data-breach/self-protect
//	B4.1  Legal obligations too
//	      customer-data-breach#legal customer-data-breach/counsel customer-data-breach/contracts
//	      customer-data-breach/police
//	B4.2  Jurisdiction, authorities, timeframe
//	      customer-data-breach/aware customer-data-breach/laws customer-data-breach/risk
//	      customer-data-breach/moments customer-data-breach/classify customer-data-breach/material
//	      customer-data-breach/authority customer-data-breach/sector
//	B4.3  Penalties and reputation
//	      customer-data-breach/authority customer-data-breach/legal-check
//	B5.1  Thorough investigation of the root cause
//	      customer-data-breach#investigate customer-data-breach/questions
//	      customer-data-breach/root-cause customer-data-breach/scope-check
//	B5.2  Vulnerabilities, access logs, better measures
//	      customer-data-breach/weaknesses customer-data-breach/access-logs
//	      customer-data-breach/footholds customer-data-breach/fix
//	B5.3  Regular audits and staff training
//	      customer-data-breach/actions customer-data-breach/training
//	B6.1  Identity theft protection or credit monitoring
//	      customer-data-breach/offer customer-data-breach/provider customer-data-breach/enrol
//	B6.2  Customers feel supported; things made right
//	      customer-data-breach#support customer-data-breach/helpline customer-data-breach/watch-misuse
//	      customer-data-breach/make-right
//	B7.1  An effective response mitigates the impact
//	      customer-data-breach customer-data-breach#support
//	B7.2  Assess, communicate, comply, investigate, prevent; trust
//	      customer-data-breach#assess customer-data-breach#notify customer-data-breach#legal
//	      customer-data-breach#investigate customer-data-breach#learn customer-data-breach/review
//	      customer-data-breach/minimise customer-data-breach/final-reports customer-data-breach/close
package playbooks
