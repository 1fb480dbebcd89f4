using Xunit;

namespace Connector.Azure.Tests.Infra;

/// <summary>The compiler finds each fault in a template made to have it, with the rules of infra/bicepconfig.json, and nothing in one that has not.</summary>
public sealed class BrokenTemplateTests
{
    private const string Part = "@description('.')\nparam need int\n@description('.')\noutput text string = string(need)\n";
    private static readonly Lazy<Task<string>> s_complaints = new(LintAllAsync);

    /// <summary>Name of the file, its text, what must be said about it.</summary>
    public static TheoryData<string, string, string> Faults { get; } = new()
    {
        { "unfinished.bicep", "param a string\nresource x 'A/b@1' = {\n  name: a\n", "BCP018" },
        { "no_type.bicep", "param a = 'x'\n", "BCP279" },
        { "one_line.bicep", "var a = 1 var b = 2\n", "BCP019" },
        { "no_module.bicep", "module m 'gone.bicep' = {\n  name: 'm'\n}\n", "BCP091" },
        { "more.bicep", "module m 'part.bicep' = {\n  name: 'm'\n  params: {\n    need: 1\n    more: 2\n  }\n}\n", "BCP037" },
        { "less.bicep", "module m 'part.bicep' = {\n  name: 'm'\n}\n", "BCP035" },
        { "no_name.bicep", "@description('.')\noutput a string = b\n", "BCP057" },
        { "no_function.bicep", "@description('.')\noutput a string = resourcegroup().id\n", "BCP082" },
        { "no_decorator.bicep", "@descripton('.')\nparam a string\n", "BCP082" },
        { "unused_parameter.bicep", "@description('.')\nparam a string\n", "no-unused-params" },
        { "unused_variable.bicep", "var a = 1\n", "no-unused-vars" },
        { "unused_resource.bicep", "resource a 'Microsoft.KeyVault/vaults@2026-05-15' existing = {\n  name: 'xyz'\n}\n", "no-unused-existing-resources" },
        { "no_description.bicep", "param a string\n", "use-description-params" },
        { "twice.bicep", "var a = 1\nvar a = 2\n", "BCP028" },
        { "no_output.bicep", "module m 'part.bicep' = {\n  name: 'm'\n  params: {\n    need: 1\n  }\n}\n@description('.')\noutput a string = m.outputs.gone\n", "BCP053" },
        { "old_version.bicep", "resource a 'Microsoft.KeyVault/vaults@2024-11-01' existing = {\n  name: 'xyz'\n}\n", "use-recent-api-versions" },
        { "no_such_type.bicep", "resource a 'Microsoft.Caché/redis@2025-06-01' = {\n  name: 'x'\n}\n", "BCP029" },
        { "no_such_property.bicep", "resource a 'Microsoft.Storage/storageAccounts@2026-06-01' = {\n  name: 'xyz'\n  location: 'westeurope'\n  kind: 'StorageV2'\n  sku: {\n    name: 'Standard_ZRS'\n  }\n  properties: {\n    allowSharedKeys: false\n  }\n}\n", "BCP037" },
        { "no_such_value.bicep", "resource a 'Microsoft.Storage/storageAccounts@2026-06-01' = {\n  name: 'xyz'\n  location: 'westeurope'\n  kind: 'StorageV2'\n  sku: {\n    name: 'Standard_ZRS'\n  }\n  properties: {\n    minimumTlsVersion: 1\n  }\n}\n", "BCP036" },
        { "key_in_output.bicep", "resource a 'Microsoft.Storage/storageAccounts@2026-06-01' existing = {\n  name: 'xyz'\n}\n@description('.')\noutput b string = a.listKeys().keys[0].value\n", "outputs-should-not-contain-secrets" },
        { "fixed_place.bicep", "resource a 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {\n  name: 'x'\n  location: 'westeurope'\n}\n", "no-hardcoded-location" },
        { "no_template.bicepparam", "using 'gone.bicep'\nparam a = 1\n", "BCP091" },
        { "no_parameter.bicepparam", "using 'part.bicep'\nparam need = 1\nparam b = 1\n", "BCP259" },
        { "parameter_missing.bicepparam", "using 'part.bicep'\n", "BCP258" },
        { "no_using.bicepparam", "param a = 1\n", "BCP261" }
    };

    [NeedsBicepTheory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_is_found(string file, string template, string rule)
    {
        Assert.NotEmpty(template);
        var about = (await s_complaints.Value).Split('\n').Where(line => line.Contains("/" + file + "(", StringComparison.Ordinal)).ToList();
        Assert.Contains(about, line => line.Contains(rule, StringComparison.Ordinal));
    }

    [NeedsBicepFact]
    public async Task Nothing_is_said_about_a_template_without_fault() => Assert.DoesNotContain("/part.bicep(", await s_complaints.Value, StringComparison.Ordinal);

    private static async Task<string> LintAllAsync()
    {
        var folder = Directory.CreateTempSubdirectory("broken-").FullName;
        try
        {
            File.Copy(Path.Combine(Repository.Root, "infra", "bicepconfig.json"), Path.Combine(folder, "bicepconfig.json"));
            await File.WriteAllTextAsync(Path.Combine(folder, "part.bicep"), Part);
            foreach (var fault in Faults) await File.WriteAllTextAsync(Path.Combine(folder, (string)fault[0]), (string)fault[1]);
            return await CompiledInfra.LintAsync(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
