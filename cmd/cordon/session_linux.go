package main

import (
	"bytes"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// loginSession names the session of the program. The number of its leader comes
// again after a while, so the moment that it began stands beside it, counted from
// the start of the system.
func loginSession() string {
	leader, err := unix.Getsid(0)
	if err != nil {
		return ""
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", leader))
	if err != nil {
		return ""
	}
	boot, _ := os.ReadFile("/proc/sys/kernel/random/boot_id")
	// The name stands in parentheses, and may hold anything. What follows begins
	// with field 3; 22 is when it began.
	fields := bytes.Fields(stat[bytes.LastIndexByte(stat, ')')+1:])
	if len(fields) < 20 {
		return ""
	}
	return fmt.Sprintf("session %d %s %s", leader, fields[19], bytes.TrimSpace(boot))
}
