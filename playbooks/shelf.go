package playbooks

// shelf lists the embedded playbooks without reading them: the first screen
// shows them, and to parse all of them takes longer than to paint it. A test
// keeps it true.
func shelf() []Listed {
	return []Listed{
		{ID: "confidentiality-breach", Title: "Breach of confidentiality", Version: "2.0.0", Phases: 5, Steps: 43, Source: IsEmbedded},
		{ID: "customer-data-breach", Title: "Customer data breach", Version: "2.0.0", Phases: 7, Steps: 55, Source: IsEmbedded},
		{ID: "exposed-storage", Title: "Storage open to the internet", Version: "1.0.0", Phases: 3, Steps: 18, Source: IsEmbedded},
		{ID: "insider-exfiltration", Title: "Insider took data", Version: "1.0.0", Phases: 4, Steps: 22, Source: IsEmbedded},
		{ID: "leaked-credentials", Title: "Leaked credentials", Version: "1.0.0", Phases: 3, Steps: 16, Source: IsEmbedded},
		{ID: "lost-device", Title: "Lost or stolen device", Version: "1.0.0", Phases: 3, Steps: 18, Source: IsEmbedded},
		{ID: "mailbox-compromise", Title: "Mailbox compromise", Version: "1.0.0", Phases: 3, Steps: 19, Source: IsEmbedded},
		{ID: "misdirected-disclosure", Title: "Sent or shown to the wrong people", Version: "1.0.0", Phases: 3, Steps: 18, Source: IsEmbedded},
		{ID: "ransomware-extortion", Title: "Ransomware and extortion", Version: "1.0.0", Phases: 4, Steps: 26, Source: IsEmbedded},
		{ID: "vendor-breach", Title: "Breach at a vendor", Version: "1.0.0", Phases: 3, Steps: 20, Source: IsEmbedded},
	}
}
