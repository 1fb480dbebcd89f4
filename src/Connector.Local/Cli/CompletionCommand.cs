using System.CommandLine;

namespace Connector.Local.Cli;

/// <summary>`connector completion bash|zsh|powershell`: the script that makes a shell complete commands and options.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _connector() {
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$(connector '[complete]' "$COMP_POINT" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _connector connector
        """;

    private const string Zsh = """
        _connector() {
          local -a found
          found=("${(@f)$(connector '[complete]' "$CURSOR" "$BUFFER" 2>/dev/null)}")
          compadd -- $found
        }
        compdef _connector connector
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName connector -ScriptBlock {
          param($word, $line, $position)
          connector '[complete]' $position "$line" 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
        }
        """;

    public static Command Create(CliContext context)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or powershell." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "powershell");
        var command = new Command("completion", "Print the script that makes a shell complete commands and options.") { shell };
        command.SetAction(parsed =>
        {
            context.Output.WriteLine(parsed.GetValue(shell) switch { "bash" => Bash, "zsh" => Zsh, _ => PowerShell });
            return ExitCodes.Done;
        });
        return command;
    }
}
