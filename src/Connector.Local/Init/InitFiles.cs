using Connector.Core.Rules.Files;
using Connector.Local.Hosting;

namespace Connector.Local.Init;

/// <summary>What init writes. A file that is there already stays as it is, unless it is to be replaced.</summary>
internal sealed class InitFiles(string folder, bool overwrite)
{
    private readonly List<(string Name, string? Text, bool IsRules)> _files = [];

    /// <param name="text">Null: there is nothing to write.</param>
    public void Add(string name, string? text, bool isRules) => _files.Add((name, text, isRules));

    /// <summary>True when all is there as it should be. Says what was written and what was left.</summary>
    public bool Write(TextWriter output)
    {
        var complete = true;
        foreach (var (name, text, isRules) in _files)
        {
            var path = Path.Combine(folder, name);
            var other = isRules ? RulesSettings.DefaultFiles.FirstOrDefault(rules => rules != name && File.Exists(Path.Combine(folder, rules))) : null;
            if (text is null)
            {
                output.WriteLine($"{name}: not written, there is no ShipStation store to send orders to.");
                complete = false;
            }
            else if (other is not null)
            {
                output.WriteLine($"{name}: not written, {other} is there already. Remove it, or write into another folder with --folder.");
                complete = false;
            }
            else if (!File.Exists(path) || overwrite)
            {
                Save(path, text);
                output.WriteLine($"{name}: written.");
            }
            else if (isRules || File.ReadAllText(path) != text)
            {
                output.WriteLine($"{name}: left as it is; replace it with --overwrite.");
                complete &= !isRules;
            }
        }
        return complete;
    }

    private static void Save(string path, string text)
    {
        try
        {
            File.WriteAllText(path, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path}: cannot be written: {e.Message}", e);
        }
    }
}
