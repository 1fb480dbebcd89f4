using System.Text.Json;

namespace Connector.Azure.Tests.Infra;

/// <summary>Everything in infra/, compiled once for all tests of this process: one run of the compiler for templates, one for parameters, one for the linter.</summary>
internal static class CompiledInfra
{
    /// <summary>What infra/main.bicepparam must be given, as azd gives it.</summary>
    public static IReadOnlyDictionary<string, string> AzdValues { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AZURE_ENV_NAME"] = "azd",
        ["AZURE_LOCATION"] = "westeurope",
        ["CONNECTOR_ALERT_EMAIL"] = "connector-azd@example.com",
        ["COMMERCETOOLS_PROJECT_KEY"] = "my-project",
        ["COMMERCETOOLS_API_BASE_ADDRESS"] = "https://api.europe-west1.gcp.commercetools.com/",
        ["COMMERCETOOLS_AUTHORIZATION_BASE_ADDRESS"] = "https://auth.europe-west1.gcp.commercetools.com/"
    };

    private static readonly Lazy<Task<IReadOnlyDictionary<string, JsonElement>>> s_templates = new(static () => BuildAsync("build", "*.bicep"));
    private static readonly Lazy<Task<IReadOnlyDictionary<string, JsonElement>>> s_parameters = new(static () => BuildAsync("build-params", "*.bicepparam"));

    /// <summary>By path below infra/, without ending.</summary>
    public static Task<IReadOnlyDictionary<string, JsonElement>> TemplatesAsync() => s_templates.Value;

    /// <inheritdoc cref="TemplatesAsync"/>
    public static Task<IReadOnlyDictionary<string, JsonElement>> ParametersAsync() => s_parameters.Value;

    /// <summary>Everything that the linter says about a folder; nothing when all is well.</summary>
    public static async Task<string> LintAsync(string folder)
    {
        var (_, output, error) = await Bicep.RunAsync(AzdValues, "lint", "--pattern", folder + "/**/*.bicep*");
        return output + error;
    }

    private static async Task<IReadOnlyDictionary<string, JsonElement>> BuildAsync(string command, string files)
    {
        var folder = Directory.CreateTempSubdirectory("bicep-").FullName;
        try
        {
            var (code, output, error) = await Bicep.RunAsync(AzdValues, command, "--pattern", "infra/**/" + files, "--outdir", folder);
            if (code != 0) throw new InvalidOperationException($"bicep {command} ended with {code}: {error}{output}");
            return Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
                .ToDictionary(file => Path.ChangeExtension(Path.GetRelativePath(folder, file), null).Replace('\\', '/'), Read, StringComparer.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        return document.RootElement.Clone();
    }
}
