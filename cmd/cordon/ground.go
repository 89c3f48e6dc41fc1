package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cordon/playbook/when"
)

// ground makes sure of what a command stands on: that it is known where the runs
// are, and in which zone the person is. A guess at either would pass in silence.
func (e env) ground(cmd *cobra.Command) error {
	if standsAlone(cmd) {
		return nil
	}
	if e.storePath() == "" {
		return usagef("nobody says where your runs are: HOME is not set, and the system knows no home of this account. Set HOME, or name the file of runs with --store or CORDON_STORE")
	}
	e.sayConfig(cmd)
	if e.flags.zone != nil {
		return nil
	}
	if e.getenv("TZ") == "" {
		e.flags.local = e.ownConfig().place
		return nil
	}
	local, err := e.zoneOfSystem()
	e.flags.local = local
	return err
}

// sayConfig says what a command does not go by, although it is written in the
// config. Those that name all mistakes of it do that themselves.
func (e env) sayConfig(cmd *cobra.Command) {
	for cmd.HasParent() && cmd.Parent().HasParent() {
		cmd = cmd.Parent()
	}
	if cmd.Name() == "config" || cmd.Name() == "doctor" {
		return
	}
	for _, mistake := range e.ownConfig().unread {
		e.say("In your config, %s. It counts as not said. cordon config lint names the place.", mistake)
	}
}

// standsAlone reports whether a command asks for no run and shows no time.
func standsAlone(cmd *cobra.Command) bool {
	for cmd.HasParent() && cmd.Parent().HasParent() {
		cmd = cmd.Parent()
	}
	alone := []string{"help", "version", "man", "completion", "playbook", "law", cobra.ShellCompRequestCmd, cobra.ShellCompNoDescRequestCmd}
	return slices.Contains(alone, cmd.Name()) || !cmd.HasParent() && cmd.Flags().Changed("version")
}

// zoneOfSystem returns the zone that TZ names if package time could not read it,
// which then takes it for UTC, and nil where it could.
func (e env) zoneOfSystem() (*time.Location, error) {
	name := strings.TrimPrefix(e.getenv("TZ"), ":")
	switch {
	case name == "":
		return nil, nil
	case filepath.IsAbs(name):
		data, err := os.ReadFile(name)
		if err == nil {
			_, err = time.LoadLocationFromTZData(name, data)
		}
		if err != nil {
			return nil, usagef("TZ names a file that holds no time zone: %w. Name the zone with TZ or --tz, like Europe/Berlin", err)
		}
		return nil, nil
	}
	zone, err := when.Zone(name)
	switch _, known := time.LoadLocation(name); {
	case err != nil:
		return nil, usagef("TZ: %w. Name the zone with TZ or --tz", err)
	case known == nil:
		return nil, nil
	}
	return zone, nil
}
