package playbook

// Shape is what a table of fields says of one object.
type Shape struct {
	Keys, Required []string
}

// Shapes returns the decoder's own list of fields, by the name of the object
// in the schema.
func Shapes() map[string]Shape {
	return map[string]Shape{
		"playbook": shape(playbookFields),
		"role":     shape(roleFields),
		"fact":     shape(factFields),
		"option":   shape(optionFields),
		"hint":     shape(hintFields),
		"clock":    shape(clockFields),
		"message":  shape(messageFields),
		"required": shape(requiredFields),
		"source":   shape(originFields),
		"headline": shape(headlineFields),
		"phase":    shape(phaseFields),
		"step":     shape(stepFields),
		"ref":      shape(refFields),
	}
}

func shape[T any](fields []field[T]) Shape {
	var s Shape
	for _, f := range fields {
		s.Keys = append(s.Keys, f.Key)
		if f.Needed {
			s.Required = append(s.Required, f.Key)
		}
	}
	return s
}

// IsFactID is for the schema's own list of reserved words.
func IsFactID(s string) bool { return isFactID(s) }

// ProfileShapes is [Shapes] of profiles.
func ProfileShapes() map[string]Shape {
	return map[string]Shape{
		"profile": shape(organisationFields),
		"known":   shape(knownFactFields),
		"person":  shape(personFields),
		"place":   shape(placeFields),
		"clock":   shape(ownClockFields),
	}
}
