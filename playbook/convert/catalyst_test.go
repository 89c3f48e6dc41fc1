package convert

import "testing"

func TestCatalyst(t *testing.T) {
	_, p := imported(t, "catalyst.yml", fixture(t, "catalyst.yml"), Options{})
	wants(t, shape(p),
		`fact kind choice "What does it open?" database="database" storage="storage"`,
		`"What does it open?" role  record [kind] when  command`,
		`"Read the database log" role  record [] when kind == "database" command`,
		`"Tell the owner" role  record [] when  command`)
}

func FuzzCatalyst(f *testing.F) {
	f.Add(fixture(f, "catalyst.yml"))
	f.Fuzz(func(t *testing.T, data []byte) { tryAny(t, "x.yml", data, Options{Kind: "catalyst"}) })
}
