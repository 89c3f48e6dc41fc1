package playbooks

// shelf lists the embedded playbooks without reading them: the first screen
// shows them, and to parse all of them takes longer than to paint it. A test
// keeps it true.
func shelf() []Listed {
	return []Listed{
		{ID: "account-takeover-wave", Title: "Wave of account takeovers", Version: "1.0.0", Phases: 3, Steps: 19, Source: IsEmbedded,
			About: "For passwords from elsewhere tried at our door, for guessed ones, and for data read in bulk through an interface. Our systems may be sound and people are hit all the same. This playbook carries the first days."},
		{ID: "confidentiality-breach", Title: "Breach of confidentiality", Version: "2.1.0", Phases: 5, Steps: 43, Source: IsEmbedded,
			About: "For a breach of confidentiality: somebody saw, took or was given information that they should not have. It may be personal data, a client's confidence, a design or a deal. It is a matter of data security and of information protection, and of the people behind the data."},
		{ID: "customer-data-breach", Title: "Customer data breach", Version: "2.1.0", Phases: 8, Steps: 58, Source: IsEmbedded,
			About: "For a breach of customer data: it has, or may have, reached people who should not have it. This can be devastating, for customers first. Trust and compliance are at stake. Acting fast and telling the truth limits the damage and gives customers reason to trust you again."},
		{ID: "exposed-storage", Title: "Storage open to the internet", Version: "1.1.0", Phases: 3, Steps: 18, Source: IsEmbedded,
			About: "For a store, database, dashboard, backup, shared folder or interface that strangers could open. This playbook can carry the first days, and the whole case when nobody came."},
		{ID: "insider-exfiltration", Title: "Insider took data", Version: "1.1.0", Phases: 4, Steps: 23, Source: IsEmbedded,
			About: "For somebody inside who took, or is taking, data on purpose: staff, a contractor, a leaver. It may also be a stolen account, or a job that was allowed. This playbook checks that before it accuses anyone."},
		{ID: "leaked-credentials", Title: "Leaked credentials", Version: "1.2.0", Phases: 3, Steps: 18, Source: IsEmbedded,
			About: "For a key, token, password or certificate that somebody else can read: in a public repository, a package, a log, a ticket, a paste. This playbook carries the first hours."},
		{ID: "lost-device", Title: "Lost or stolen device", Version: "1.1.0", Phases: 3, Steps: 19, Source: IsEmbedded,
			About: "For a laptop, phone, disk or stick that is lost or stolen, and for paper. This playbook can carry the whole case when the device was encrypted and off, and the first hours when it was not."},
		{ID: "mailbox-compromise", Title: "Mailbox compromise", Version: "1.1.0", Phases: 3, Steps: 20, Source: IsEmbedded,
			About: "For a mail account that somebody else reads or writes from: payments redirected, rules nobody made, mail nobody sent. This playbook carries the first hours."},
		{ID: "misdirected-disclosure", Title: "Sent or shown to the wrong people", Version: "1.1.0", Phases: 3, Steps: 19, Source: IsEmbedded,
			About: "For a mail to the wrong person, cc instead of bcc, the wrong attachment, hidden data in a file, a letter, a link that everyone can open, a page, something said or pasted into an outside service. This playbook can carry the whole case."},
		{ID: "processor-breach", Title: "We hold data for others, and it was hit", Version: "1.0.0", Phases: 3, Steps: 17, Source: IsEmbedded,
			About: "For a breach at us, where the data belongs to our customers: a host, a software service, a payroll office, a lab. They have the duties to authorities and people. We have one: to tell them without delay."},
		{ID: "ransomware-extortion", Title: "Ransomware and extortion", Version: "1.1.0", Phases: 4, Steps: 28, Source: IsEmbedded,
			About: "For locked systems with a demand, and for anyone who threatens to publish what they took. This playbook carries the first hours, the demand and the recovery."},
		{ID: "saas-token-theft", Title: "Token of a cloud app stolen", Version: "1.0.0", Phases: 3, Steps: 20, Source: IsEmbedded,
			About: "For a token, app consent or integration through which somebody reads our data in a cloud service: customer records, tickets, files, code. No password falls, no second factor asks. This playbook carries the first days."},
		{ID: "supply-chain-package", Title: "Our package or build is poisoned", Version: "1.0.0", Phases: 3, Steps: 22, Source: IsEmbedded,
			About: "For a package, image, update or build of ours that carries somebody else's code, or may: a taken-over publisher, a poisoned pipeline, a bad dependency, a stolen signing key. Others run it. This playbook carries the first days."},
		{ID: "vendor-breach", Title: "Breach at a vendor", Version: "1.1.0", Phases: 3, Steps: 21, Source: IsEmbedded,
			About: "For a breach at somebody who holds our data or has access to our systems: a vendor, a partner, a parent company, a service we connect to. This playbook carries the first days with that vendor."},
		{ID: "web-skimming-cards", Title: "Card data skimmed on our web shop", Version: "1.0.0", Phases: 3, Steps: 19, Source: IsEmbedded,
			About: "For a script on a payment page that copies what buyers type, and for card data taken in another way on the web. Two tracks run at once: the card brands through the acquirer, and the law of data breaches. This playbook carries the first days."},
	}
}
