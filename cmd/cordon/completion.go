package main

import (
	"github.com/spf13/cobra"
)

func newCompletionCmd(e env) *cobra.Command {
	cmd := newCmd("completion bash|zsh|fish|powershell", "Print a script that completes commands in your shell",
		`Print a script for your shell that completes commands, flags, and the ids of
runs, steps, facts, roles and playbooks.

  bash        source <(cordon completion bash)
  zsh         cordon completion zsh > "${fpath[1]}/_cordon"
  fish        cordon completion fish > ~/.config/fish/completions/cordon.fish
  powershell  cordon completion powershell | Out-String | Invoke-Expression`,
		"  source <(cordon completion bash)")
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = fixed("bash", "zsh", "fish", "powershell")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		root := cmd.Root()
		switch args[0] {
		case "bash":
			return root.GenBashCompletionV2(e.out, true)
		case "zsh":
			return root.GenZshCompletion(e.out)
		case "fish":
			return root.GenFishCompletion(e.out, true)
		case "powershell":
			return root.GenPowerShellCompletionWithDesc(e.out)
		}
		return usagef("there is a script for bash, zsh, fish and powershell, not for %q", args[0])
	}
	return cmd
}
