package convert

// The rules of CACAO Security Playbooks 2.0, Committee Specification 01 of 27
// November 2023, as far as a file can break them: a table for each of its
// objects, with the property, whether it has to be there, and what its value
// must be. What holds between objects is in cacao_check.go.
//
// Vocabularies that the text leaves open (it says SHOULD) take any word, and an
// agent, target or command of a type that the text does not name may have any
// property. One rule is left out because a file cannot show whether it is kept:
// that each of playbook_activities is "reflected" in a step. One is not held:
// the address of a target of type ssh, which files in use leave to whoever
// connects.

// A cacaoProperty is a property of an object of CACAO.
type cacaoProperty struct {
	name   string
	needed bool
	check  cacaoCheck
}

// A cacaoCheck looks at a value that is there, and reports what is wrong.
type cacaoCheck func(c *cacaoChecker, n *jsonNode)

func need(name string, check cacaoCheck) cacaoProperty { return cacaoProperty{name, true, check} }
func may(name string, check cacaoCheck) cacaoProperty  { return cacaoProperty{name, false, check} }

// cacaoPlaybook is section 3.1.
func cacaoPlaybook() []cacaoProperty {
	return []cacaoProperty{
		need("type", word("playbook")),
		need("spec_version", word("cacao-2.0")),
		need("id", identifier("playbook")),
		need("name", text),
		may("description", text),
		may("playbook_types", listOf(text)),
		may("playbook_activities", listOf(text)),
		may("playbook_processing_summary", group(cacaoSummary())),
		need("created_by", identifier("identity")),
		need("created", instantToTheMilli),
		need("modified", instantToTheMilli),
		may("revoked", yesNo),
		may("valid_from", instant),
		may("valid_until", instant),
		may("derived_from", listOf(identifier("playbook"))),
		may("related_to", listOf(identifier())),
		may("priority", whole(0, 100)),
		may("severity", whole(0, 100)),
		may("impact", whole(0, 100)),
		may("industry_sectors", listOf(text)),
		may("labels", listOf(text)),
		may("external_references", listOf(group(cacaoReference()))),
		may("markings", listOf(reference("data_marking_definitions", "data marking"))),
		may("playbook_variables", dictionary(variableName, group(cacaoVariable(true)))),
		need("workflow_start", (*cacaoChecker).startStep),
		may("workflow_exception", (*cacaoChecker).successor),
		need("workflow", dictionary(stepID, (*cacaoChecker).step)),
		may("playbook_extensions", extensions),
		may("authentication_info_definitions", dictionary(objectID, (*cacaoChecker).authentication)),
		may("agent_definitions", dictionary(objectID, (*cacaoChecker).agentOrTarget)),
		may("target_definitions", dictionary(objectID, (*cacaoChecker).agentOrTarget)),
		may("extension_definitions", dictionary(objectID, group(cacaoExtension()))),
		may("data_marking_definitions", dictionary(objectID, (*cacaoChecker).marking)),
		may("signatures", listOf((*cacaoChecker).signature)),
	}
}

// cacaoSummary is section 10.14.
func cacaoSummary() []cacaoProperty {
	var all []cacaoProperty
	for _, name := range []string{"manual_playbook", "external_playbooks", "parallel_processing", "if_logic", "while_logic",
		"switch_logic", "temporal_logic", "data_markings", "digital_signatures", "countersigned_signatures", "extensions"} {
		all = append(all, may(name, yesNo))
	}
	return all
}

// cacaoStepCommon is section 4.1, what all steps have.
func cacaoStepCommon() []cacaoProperty {
	return []cacaoProperty{
		need("type", text),
		may("name", text),
		may("description", text),
		may("external_references", listOf(knownReference)),
		may("delay", whole(0, -1)),
		may("timeout", whole(0, -1)),
		may("step_variables", dictionary(variableName, group(cacaoVariable(false)))),
		may("owner", identifier("identity")),
		may("on_completion", (*cacaoChecker).successor),
		may("on_success", (*cacaoChecker).successor),
		may("on_failure", (*cacaoChecker).successor),
		may("step_extensions", extensions),
	}
}

// cacaoSteps are sections 4.3 to 4.10: what each type of step has beside that.
func cacaoSteps() map[string][]cacaoProperty {
	args := []cacaoProperty{may("in_args", listOf(argument)), may("out_args", listOf(argument))}
	return map[string][]cacaoProperty{
		"start": {},
		"end":   {},
		"action": append([]cacaoProperty{
			need("commands", listOf((*cacaoChecker).command)),
			need("agent", reference("agent_definitions", "agent")),
			may("targets", listOf(reference("target_definitions", "target"))),
		}, args...),
		"playbook-action": append([]cacaoProperty{
			need("playbook_id", identifier("playbook")),
			may("playbook_version", instant),
		}, args...),
		"parallel":         {need("next_steps", (*cacaoChecker).branches)},
		"if-condition":     {need("condition", pattern), need("on_true", (*cacaoChecker).successor), may("on_false", (*cacaoChecker).successor)},
		"while-condition":  {need("condition", pattern), need("on_true", (*cacaoChecker).successor)},
		"switch-condition": {need("switch", pattern), need("cases", dictionary(anyKey, (*cacaoChecker).successor))},
	}
}

// cacaoCommand is section 5.1, what all commands have.
func cacaoCommand() []cacaoProperty {
	return []cacaoProperty{
		need("type", text),
		may("description", text),
		may("version", text),
		may("playbook_activity", text),
		may("external_references", listOf(knownReference)),
	}
}

// cacaoCommands are the other sections of 5.
func cacaoCommands() map[string][]cacaoProperty {
	either := []cacaoProperty{may("command", text), may("command_b64", base64Text)}
	encoded := []cacaoProperty{need("command_b64", base64Text)}
	headers := may("headers", dictionary(anyKey, listOf(text)))
	return map[string][]cacaoProperty{
		"manual": either, "bash": either, "caldera-cmd": either, "powershell": either, "ssh": either,
		"elastic": encoded, "jupyter": encoded, "kestrel": encoded, "sigma": encoded, "yara": encoded,
		"http-api":    {need("command", text), headers, may("content", text), may("content_b64", base64Text)},
		"openc2-http": {need("command", postLine), headers, need("content_b64", base64Text)},
	}
}

// cacaoAuthentications are section 6.
func cacaoAuthentications() map[string][]cacaoProperty {
	common := []cacaoProperty{
		need("type", text), may("name", text), may("description", text),
		may("authentication_info_extensions", extensions), may("kms", yesNo), may("kms_key_identifier", text),
	}
	with := func(more ...cacaoProperty) []cacaoProperty { return append(more, common...) }
	return map[string][]cacaoProperty{
		"http-basic": with(may("user_id", text), may("password", text)),
		"oauth2":     with(need("oauth_header", text), may("token", text)), // needed unless a key stands for it
		"user-auth":  with(may("username", text), may("password", text)),
	}
}

// cacaoAgent is section 7.1, what all agents and targets have.
func cacaoAgent() []cacaoProperty {
	return []cacaoProperty{
		need("type", text),
		need("name", text),
		may("description", text),
		may("location", (*cacaoChecker).location),
		may("agent_target_extensions", extensions),
	}
}

// cacaoAgents are sections 7.3 to 7.13.
func cacaoAgents() map[string][]cacaoProperty {
	contact := may("contact", group([]cacaoProperty{
		may("email", dictionary(anyKey, text)), may("phone", dictionary(anyKey, text)), may("contact_details", text),
	}))
	login := []cacaoProperty{
		may("authentication_info", reference("authentication_info_definitions", "authentication info")),
		may("category", listOf(text)),
	}
	reached := func(needed bool, more ...cacaoProperty) []cacaoProperty {
		return append(append(more, cacaoProperty{"address", needed, address}), login...)
	}
	port := may("port", portNumber)
	return map[string][]cacaoProperty{
		"group": {contact}, "individual": {contact}, "organization": {contact},
		"location":          {may("logical", listOf(text))},
		"sector":            {need("sector", (*cacaoChecker).sector)},
		"http-api":          reached(true, port),
		"linux":             reached(true, port),
		"net-address":       reached(true),
		"ssh":               reached(false, port),
		"security-category": {need("category", listOf(text))},
	}
}

// cacaoExtension is section 8.
func cacaoExtension() []cacaoProperty {
	return []cacaoProperty{
		need("type", word("extension-definition")),
		need("name", text),
		may("description", text),
		need("created_by", identifier("identity")),
		need("schema", text),
		need("version", text),
		may("external_references", listOf(knownReference)),
	}
}

// cacaoMarking is section 9.1, what all data markings have.
func cacaoMarking() []cacaoProperty {
	return []cacaoProperty{
		need("type", text),
		need("id", identifier()),
		may("name", text),
		may("description", text),
		need("created_by", identifier("identity")),
		need("created", instantToTheMilli),
		may("revoked", yesNo),
		may("valid_from", instant),
		may("valid_until", instant),
		may("labels", listOf(text)),
		may("external_references", listOf(anything)),
		may("marking_extensions", extensions),
	}
}

// cacaoMarkings are sections 9.3 to 9.5.
func cacaoMarkings() map[string][]cacaoProperty {
	iep := []cacaoProperty{
		need("name", text), need("description", text), need("iep_version", whole(0, -1)),
		need("start_date", instant), need("end_date", orNull(instant)), need("external_references", anything),
	}
	for _, name := range []string{"tlp", "encrypt_in_transit", "permitted_actions", "affected_party_notifications", "attribution", "unmodified_resale"} {
		iep = append(iep, need(name, text))
	}
	return map[string][]cacaoProperty{
		"marking-statement": {need("statement", text)},
		"marking-tlp":       {need("tlpv2_level", word("TLP:RED", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:GREEN", "TLP:CLEAR"))},
		"marking-iep":       iep,
	}
}

// cacaoLocation is section 10.4.
func cacaoLocation() []cacaoProperty {
	all := []cacaoProperty{
		may("region", word("africa", "eastern-africa", "middle-africa", "northern-africa", "southern-africa", "western-africa",
			"americas", "caribbean", "central-america", "latin-america-caribbean", "northern-america", "south-america",
			"asia", "central-asia", "eastern-asia", "southern-asia", "south-eastern-asia", "western-asia",
			"europe", "eastern-europe", "northern-europe", "southern-europe", "western-europe",
			"oceania", "antarctica", "australia-new-zealand", "melanesia", "micronesia", "polynesia")),
		may("country", country),
		may("latitude", degrees(90)),
		may("longitude", degrees(180)),
	}
	for _, name := range []string{"name", "description", "building_details", "network_details", "administrative_area",
		"city", "street_address", "postal_code", "precision"} {
		all = append(all, may(name, text))
	}
	return all
}

// cacaoReference is section 10.9.
func cacaoReference() []cacaoProperty {
	return []cacaoProperty{
		need("name", text), may("description", text), may("source", text),
		may("url", text), may("external_id", text), may("reference_id", text),
	}
}

// cacaoSignature is section 10.15.
func cacaoSignature() []cacaoProperty {
	return []cacaoProperty{
		need("type", word("jss")),
		need("id", identifier()),
		may("created_by", identifier("identity")),
		need("created", instantToTheMilli),
		need("modified", instantToTheMilli),
		may("revoked", yesNo),
		need("signee", text),
		may("valid_from", instant),
		may("valid_until", instant),
		need("related_to", identifier("playbook")),
		need("related_version", instant),
		need("hash_algorithm", text),
		need("algorithm", text),
		may("public_key", text),
		may("public_cert_chain", listOf(text)),
		may("cert_url", text),
		may("thumbprint", text),
		need("value", text),
		may("signature", (*cacaoChecker).signature),
	}
}

// cacaoVariable is section 10.18. Only a variable of the playbook can come from
// outside.
func cacaoVariable(ofPlaybook bool) []cacaoProperty {
	all := []cacaoProperty{need("type", text), may("description", text), may("value", variableValue), may("constant", yesNo)}
	if ofPlaybook {
		return append(all, may("external", yesNo))
	}
	return append(all, may("external", notExternal))
}
