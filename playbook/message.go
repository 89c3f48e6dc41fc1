package playbook

func (d *decoder) checkTemplate(v value, facts []Fact) {}
