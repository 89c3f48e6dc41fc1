package convert

import (
	"testing"

	"cordon/playbook"
)

func TestConditionsAsPatterns(t *testing.T) {
	facts := []playbook.Fact{
		{ID: "risk", Type: playbook.Choice}, {ID: "regions", Type: playbook.Choices}, {ID: "affected", Type: playbook.Number},
		{ID: "contained", Type: playbook.YesNo}, {ID: "vendor", Type: playbook.Text},
	}
	for condition, want := range map[string]string{
		`risk == "high"`:                                  `__risk__:value = 'high'`,
		`"eu" in regions && risk != "unlikely"`:           `(__regions__:value LIKE '%eu%' AND __risk__:value != 'unlikely')`,
		`!(contained || risk in ["unlikely", "low"])`:     `(__contained__:value = 'false' AND __risk__:value NOT IN ('unlikely', 'low'))`,
		`affected > 500 or not contained`:                 `(__affected__:value > 500 OR __contained__:value = 'false')`,
		`!(affected >= 10)`:                               `__affected__:value < 10`,
		`vendor contains "it's" and contained`:            `(__vendor__:value LIKE '%it\'s%' AND __contained__:value = 'true')`,
		`(risk == "a" || risk == "b") && affected <= 1.5`: `((__risk__:value = 'a' OR __risk__:value = 'b') AND __affected__:value <= 1.5)`,
		`any(regions, # == "eu")`:                         ``,
		`len(vendor) > 3`:                                 ``,
		`affected + 1 > 3`:                                ``,
		`risk`:                                            ``,
		`risk == "high" extra`:                            ``,
		`(risk == "high"`:                                 ``,
		`risk == "hi\"gh"`:                                ``,
	} {
		if got, ok := stixCondition(condition, facts); ok != (want != "") || ok && got != want {
			t.Errorf("%s: got %s, %v; want %s", condition, got, ok, want)
		} else if ok && !balanced(got) {
			t.Errorf("%s is not closed", got)
		}
	}
}
