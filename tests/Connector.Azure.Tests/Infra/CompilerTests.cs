using System.Text.RegularExpressions;
using Xunit;

namespace Connector.Azure.Tests.Infra;

/// <summary>The templates of infra/, as the real compiler sees them. <see cref="BrokenTemplateTests"/> shows what it finds.</summary>
public sealed partial class CompilerTests
{
    [NeedsBicepFact]
    public async Task Every_template_compiles()
    {
        var compiled = await CompiledInfra.TemplatesAsync();

        Assert.Equal(FilesOf(".bicep"), compiled.Keys.Order(StringComparer.Ordinal));
        Assert.All(compiled.Values, template => Assert.True(template.TryGetProperty("resources", out _)));
    }

    [NeedsBicepFact]
    public async Task The_parameters_of_both_environments_and_of_azd_compile()
    {
        var compiled = await CompiledInfra.ParametersAsync();

        Assert.Equal(FilesOf(".bicepparam"), compiled.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("dev", compiled["environments/dev"].GetProperty("parameters").GetProperty("environmentName").GetProperty("value").GetString());
        Assert.Equal("azd", compiled["main"].GetProperty("parameters").GetProperty("environmentName").GetProperty("value").GetString());
    }

    [NeedsBicepFact]
    public async Task The_linter_has_no_complaint() => Assert.Equal("", await CompiledInfra.LintAsync("infra"));

    [NeedsBicepFact]
    public async Task No_secret_passes_through_a_template() => Assert.All((await CompiledInfra.TemplatesAsync()).Values, template => Assert.Empty(SecretCheck.Template(template)));

    [Fact]
    public void Every_module_is_used()
    {
        var main = Repository.Text("infra/main.bicep");
        Assert.All(Repository.Files("infra/modules", ".bicep").Keys, module => Assert.Contains($"'modules/{module}'", main, StringComparison.Ordinal));
    }

    /// <summary>A value that azd's environment lacks ends the compilation with its name, and the guide names it.</summary>
    [NeedsBicepFact]
    public async Task What_azd_must_be_told_is_told_by_the_compiler_and_by_the_guide()
    {
        var (code, output, error) = await Bicep.RunAsync(CompiledInfra.AzdValues.ToDictionary(v => v.Key, _ => "", StringComparer.Ordinal), "build-params", "infra/main.bicepparam", "--stdout");
        var missing = Variable().Matches(output + error).Select(m => m.Groups["name"].Value).Order(StringComparer.Ordinal).ToList();

        Assert.NotEqual(0, code);
        Assert.Equal(CompiledInfra.AzdValues.Keys.Order(StringComparer.Ordinal), missing);
        Assert.All(missing.Where(name => !name.StartsWith("AZURE_", StringComparison.Ordinal)), name => Assert.Contains($"azd env set {name} ", Repository.Text("docs/azure.md"), StringComparison.Ordinal));
    }

    private static IEnumerable<string> FilesOf(string ending) => Repository.Files("infra", ending).Keys.Select(f => f[..^ending.Length]).Order(StringComparer.Ordinal);

    [GeneratedRegex("Environment variable \"(?<name>[A-Z_]+)\" does not exist", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
