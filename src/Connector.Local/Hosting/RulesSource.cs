using Connector.Core.Rules.Files;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Connector.Local.Hosting;

/// <summary>The merchant's rules for commands that work without the vendors' settings.</summary>
internal static class RulesSource
{
    /// <summary>As a host would load them. Throws <see cref="OptionsValidationException"/> or <see cref="RulesException"/>.</summary>
    public static ConnectorRules Load(IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddConnectorRules(configuration);
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<ConnectorRules>>().Value;
    }

    /// <summary>One file by itself. Throws <see cref="ConfigurationException"/> that names it.</summary>
    public static ConnectorRules LoadFile(string path)
    {
        try
        {
            return Load(RulesFile.ToConfiguration(File.ReadAllText(path), Path.GetDirectoryName(Path.GetFullPath(path))));
        }
        catch (RulesException e)
        {
            throw new ConfigurationException(string.Join("\n", e.Problems.Select(problem => $"{path}: {problem}")), e);
        }
        catch (OptionsValidationException e)
        {
            throw new ConfigurationException(string.Join("\n", e.Failures.Select(problem => $"{path}: {problem}")), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path}: cannot be read: {e.Message}", e);
        }
    }
}
