using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Mapping.Sources;
using Microsoft.Extensions.Configuration;

namespace Connector.Local.Hosting;

/// <summary>Where the rules come from: the settings as they were at start, and the rules file as it is now.</summary>
/// <param name="folder">What relative paths start from.</param>
internal sealed class RulesOrigin(IConfiguration settings, string folder)
{
    private IReadOnlyList<string> _tables = [];

    /// <summary>Null without one.</summary>
    public string? File => RulesSettings.FileOf(settings, folder);

    /// <summary>Settings and rules together. Throws <see cref="ConfigurationException"/> that names the file.</summary>
    public IConfiguration Load()
    {
        try
        {
            return RulesSettings.Merge(settings, folder);
        }
        catch (RulesException e)
        {
            throw new ConfigurationException(e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{File}: cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Which tables of look-ups to watch as well.</summary>
    public void Watch(ConnectorRules rules) => _tables = rules.ListLookupFiles();

    /// <summary>
    /// Says whether something changed. Content of the rules file, because shares and editors do not keep its time reliably; time and length of tables, which may be long.
    /// </summary>
    public string ReadMark()
    {
        var mark = new StringBuilder();
        try
        {
            mark.Append(File ?? "none");
            if (File is { } file) mark.Append(' ').Append(Convert.ToHexStringLower(SHA256.HashData(System.IO.File.ReadAllBytes(file))));
            foreach (var table in _tables.Select(static path => new FileInfo(path)))
                mark.Append(CultureInfo.InvariantCulture, $" {table.FullName} {(table.Exists ? table.LastWriteTimeUtc.Ticks : 0)} {(table.Exists ? table.Length : 0)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            mark.Append(" unreadable");
        }
        return mark.ToString();
    }
}
