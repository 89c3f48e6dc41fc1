package clock

import (
	"slices"
	"time"
)

// What is known about holidays. Where a law gives the rule, the days are
// computed from it; where somebody announces them year by year, they are
// listed. Each calendar ends where its source ends, or where a rule is no
// longer certain. To renew one: open its source, add the days, move Until and
// CheckedOn, and add the published days to the test.

func checked() Date { return Date{2026, time.November, 21} }

func usFederal() Calendar {
	return Calendar{
		ID:        "us-federal",
		Title:     "US federal holidays",
		Source:    "https://www.opm.gov/policy-data-oversight/pay-leave/federal-holidays/",
		CheckedOn: checked(),
		Note: "Computed from 5 U.S.C. 6103: a Saturday is kept on the Friday before, a Sunday on the Monday after. " +
			"Without days closed by executive order and without Inauguration Day, which is a holiday around Washington only.",
		From:  Date{2022, time.January, 1},
		Until: Date{2028, time.December, 31},
		days:  federalDays,
	}
}

func usSEC() Calendar {
	return Calendar{
		ID:        "us-sec",
		Title:     "US Securities and Exchange Commission, EDGAR",
		Source:    "https://www.sec.gov/edgar/filer-information/calendar",
		CheckedOn: checked(),
		Note: "The federal holidays, on which EDGAR is closed. Agrees with the days published for 2022. " +
			"Days that EDGAR closes by announcement are left out.",
		From:  Date{2022, time.January, 1},
		Until: Date{2028, time.December, 31},
		days:  federalDays,
	}
}

func federalDays(year int) []Holiday {
	days := []Holiday{
		on(year, time.January, 1, "New Year's Day"),
		nth(3, time.Monday, year, time.January, "Birthday of Martin Luther King, Jr."),
		nth(3, time.Monday, year, time.February, "Washington's Birthday"),
		lastMonday(year, time.May, "Memorial Day"),
		on(year, time.June, 19, "Juneteenth National Independence Day"),
		on(year, time.July, 4, "Independence Day"),
		nth(1, time.Monday, year, time.September, "Labor Day"),
		nth(2, time.Monday, year, time.October, "Columbus Day"),
		on(year, time.November, 11, "Veterans Day"),
		nth(4, time.Thursday, year, time.November, "Thanksgiving Day"),
		on(year, time.December, 25, "Christmas Day"),
	}
	for i, h := range days {
		switch h.Date.Weekday() {
		case time.Saturday:
			days[i] = Holiday{h.Date.AddDays(-1), h.Name + " (observed)"}
		case time.Sunday:
			days[i] = Holiday{h.Date.AddDays(1), h.Name + " (observed)"}
		}
	}
	return days
}

func euTARGET() Calendar {
	return Calendar{
		ID:        "eu-target",
		Title:     "TARGET closing days of the euro area",
		Source:    "https://www.ecb.europa.eu/press/pr/date/2000/html/pr001214_4.en.html",
		CheckedOn: checked(),
		Note: "The long-term calendar of the European Central Bank of 14 December 2000, until further notice. " +
			"Member states have more holidays, and some do not keep Good Friday.",
		From:  Date{2022, time.January, 1},
		Until: Date{2028, time.December, 31},
		days: func(year int) []Holiday {
			return []Holiday{
				on(year, time.January, 1, "New Year's Day"),
				easter(year, -2, "Good Friday"),
				easter(year, 1, "Easter Monday"),
				on(year, time.May, 1, "Labour Day"),
				on(year, time.December, 25, "Christmas Day"),
				on(year, time.December, 26, "26 December"),
			}
		},
	}
}

func ukEnglandWales() Calendar {
	return Calendar{
		ID:        "uk-england-wales",
		Title:     "Bank holidays in England and Wales",
		Source:    "https://www.gov.uk/bank-holidays",
		CheckedOn: checked(),
		Note: "Computed from the Banking and Financial Dealings Act 1971 and the yearly proclamations, with substitute days. " +
			"The government has published the days up to 2028. Scotland and Northern Ireland differ.",
		From:  Date{2024, time.January, 1},
		Until: Date{2028, time.December, 31},
		days:  englandWalesDays,
	}
}

func englandWalesDays(year int) []Holiday {
	days := []Holiday{
		easter(year, -2, "Good Friday"),
		easter(year, 1, "Easter Monday"),
		nth(1, time.Monday, year, time.May, "Early May bank holiday"),
		lastMonday(year, time.May, "Spring bank holiday"),
		lastMonday(year, time.August, "Summer bank holiday"),
	}
	newYear := on(year, time.January, 1, "New Year's Day")
	switch newYear.Date.Weekday() {
	case time.Saturday:
		newYear = on(year, time.January, 3, "New Year's Day (substitute day)")
	case time.Sunday:
		newYear = on(year, time.January, 2, "New Year's Day (substitute day)")
	}
	christmas := on(year, time.December, 25, "Christmas Day")
	boxing := on(year, time.December, 26, "Boxing Day")
	switch christmas.Date.Weekday() {
	case time.Friday:
		boxing = on(year, time.December, 28, "Boxing Day (substitute day)")
	case time.Saturday:
		christmas = on(year, time.December, 27, "Christmas Day (substitute day)")
		boxing = on(year, time.December, 28, "Boxing Day (substitute day)")
	case time.Sunday:
		christmas = on(year, time.December, 27, "Christmas Day (substitute day)")
	}
	return append(days, newYear, christmas, boxing)
}

func brNational() Calendar {
	return Calendar{
		ID:        "br-national",
		Title:     "National holidays in Brazil",
		Source:    "https://www.planalto.gov.br/ccivil_03/leis/l0662.htm",
		CheckedOn: checked(),
		Note: "Computed from Lei 662/1949, 6.802/1980 and 14.759/2023, and Good Friday, which the yearly federal decree lists. " +
			"Without Carnival and Corpus Christi, which are optional, and without the holidays of states and towns.",
		From:  Date{2024, time.January, 1},
		Until: Date{2028, time.December, 31},
		days: func(year int) []Holiday {
			return []Holiday{
				on(year, time.January, 1, "Confraternização Universal"),
				easter(year, -2, "Paixão de Cristo"),
				on(year, time.April, 21, "Tiradentes"),
				on(year, time.May, 1, "Dia Mundial do Trabalho"),
				on(year, time.September, 7, "Independência do Brasil"),
				on(year, time.October, 12, "Nossa Senhora Aparecida"),
				on(year, time.November, 2, "Finados"),
				on(year, time.November, 15, "Proclamação da República"),
				on(year, time.November, 20, "Dia Nacional de Zumbi e da Consciência Negra"),
				on(year, time.December, 25, "Natal"),
			}
		},
	}
}

func sgPublic() Calendar {
	return Calendar{
		ID:        "sg-public",
		Title:     "Public holidays in Singapore",
		Source:    "https://www.mom.gov.sg/employment-practices/public-holidays",
		CheckedOn: checked(),
		Note: "As announced by the Ministry of Manpower on 16 June 2025 for 2026 and on 18 June 2026 for 2027. " +
			"A Sunday is kept on the Monday too. The dates of Hari Raya may still be moved; polling days are left out.",
		From:  Date{2026, time.January, 1},
		Until: Date{2027, time.December, 31},
		days:  func(year int) []Holiday { return in(year, singapore()) },
	}
}

func singapore() []Holiday {
	return []Holiday{
		on(2026, time.January, 1, "New Year's Day"),
		on(2026, time.February, 17, "Chinese New Year"),
		on(2026, time.February, 18, "Chinese New Year"),
		on(2026, time.March, 21, "Hari Raya Puasa"),
		on(2026, time.April, 3, "Good Friday"),
		on(2026, time.May, 1, "Labour Day"),
		on(2026, time.May, 27, "Hari Raya Haji"),
		on(2026, time.May, 31, "Vesak Day"),
		on(2026, time.June, 1, "Vesak Day (Monday after)"),
		on(2026, time.August, 9, "National Day"),
		on(2026, time.August, 10, "National Day (Monday after)"),
		on(2026, time.November, 8, "Deepavali"),
		on(2026, time.November, 9, "Deepavali (Monday after)"),
		on(2026, time.December, 25, "Christmas Day"),

		on(2027, time.January, 1, "New Year's Day"),
		on(2027, time.February, 6, "Chinese New Year"),
		on(2027, time.February, 7, "Chinese New Year"),
		on(2027, time.February, 8, "Chinese New Year (Monday after)"),
		on(2027, time.March, 10, "Hari Raya Puasa"),
		on(2027, time.March, 26, "Good Friday"),
		on(2027, time.May, 1, "Labour Day"),
		on(2027, time.May, 17, "Hari Raya Haji"),
		on(2027, time.May, 20, "Vesak Day"),
		on(2027, time.August, 9, "National Day"),
		on(2027, time.October, 28, "Deepavali"),
		on(2027, time.December, 25, "Christmas Day"),
	}
}

func jpAdministrative() Calendar {
	return Calendar{
		ID:        "jp-administrative",
		Title:     "Days on which Japanese authorities are closed",
		Source:    "https://www8.cao.go.jp/chosei/shukujitsu/gaiyou.html",
		CheckedOn: checked(),
		Note: "National holidays with substitute days as announced by the Cabinet Office (2027 on 2 February 2026), " +
			"and 29 December to 3 January, when offices are closed by law.",
		From:  Date{2026, time.January, 1},
		Until: Date{2027, time.December, 31},
		days: func(year int) []Holiday {
			const closed = "offices closed"
			return append(in(year, japan()),
				on(year, time.January, 2, closed), on(year, time.January, 3, closed),
				on(year, time.December, 29, closed), on(year, time.December, 30, closed), on(year, time.December, 31, closed))
		},
	}
}

func japan() []Holiday {
	return []Holiday{
		on(2026, time.January, 1, "New Year's Day"),
		on(2026, time.January, 12, "Coming of Age Day"),
		on(2026, time.February, 11, "National Foundation Day"),
		on(2026, time.February, 23, "Emperor's Birthday"),
		on(2026, time.March, 20, "Vernal Equinox Day"),
		on(2026, time.April, 29, "Showa Day"),
		on(2026, time.May, 3, "Constitution Memorial Day"),
		on(2026, time.May, 4, "Greenery Day"),
		on(2026, time.May, 5, "Children's Day"),
		on(2026, time.May, 6, "Constitution Memorial Day (substitute)"),
		on(2026, time.July, 20, "Marine Day"),
		on(2026, time.August, 11, "Mountain Day"),
		on(2026, time.September, 21, "Respect for the Aged Day"),
		on(2026, time.September, 22, "day between two holidays"),
		on(2026, time.September, 23, "Autumnal Equinox Day"),
		on(2026, time.October, 12, "Sports Day"),
		on(2026, time.November, 3, "Culture Day"),
		on(2026, time.November, 23, "Labour Thanksgiving Day"),

		on(2027, time.January, 1, "New Year's Day"),
		on(2027, time.January, 11, "Coming of Age Day"),
		on(2027, time.February, 11, "National Foundation Day"),
		on(2027, time.February, 23, "Emperor's Birthday"),
		on(2027, time.March, 21, "Vernal Equinox Day"),
		on(2027, time.March, 22, "Vernal Equinox Day (substitute)"),
		on(2027, time.April, 29, "Showa Day"),
		on(2027, time.May, 3, "Constitution Memorial Day"),
		on(2027, time.May, 4, "Greenery Day"),
		on(2027, time.May, 5, "Children's Day"),
		on(2027, time.July, 19, "Marine Day"),
		on(2027, time.August, 11, "Mountain Day"),
		on(2027, time.September, 20, "Respect for the Aged Day"),
		on(2027, time.September, 23, "Autumnal Equinox Day"),
		on(2027, time.October, 11, "Sports Day"),
		on(2027, time.November, 3, "Culture Day"),
		on(2027, time.November, 23, "Labour Thanksgiving Day"),
	}
}

// in returns the days of a list that are in a year.
func in(year int, all []Holiday) []Holiday {
	return slices.DeleteFunc(all, func(h Holiday) bool { return h.Date.Year != year })
}
