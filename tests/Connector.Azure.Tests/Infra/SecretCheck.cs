using System.Text.RegularExpressions;

namespace Connector.Azure.Tests.Infra;

/// <summary>No secret passes through a template: not as a parameter, not read by a list function, not as an output, not as a text.</summary>
internal static partial class SecretCheck
{
    public static IEnumerable<string> Run(BicepFiles files) => files.All.SelectMany(Run).Concat(files.Templates.SelectMany(PlainSettings));

    private static IEnumerable<string> Run(BicepFile file)
    {
        var parameters = file.Parameters.Where(p => Secret().IsMatch(p.Name) || p.Is("secure")).Select(p => $"{file.At(p.Node)}: the parameter {p.Name} carries a secret");
        var given = file.IsParameterFile ? file.Variables.Where(v => Secret().IsMatch(v.Name)).Select(v => $"{file.At(v.Node)}: {v.Name} is a secret") : [];
        var lists = file.Root.Below("call_expression").Where(c => LastName(c.Parts.First()).StartsWith("list", StringComparison.Ordinal))
            .Select(c => $"{file.At(c)}: {LastName(c.Parts.First())} reads secrets");
        var outputs = file.Outputs.Where(o => Secret().IsMatch(o.Name) || o.Value.AndBelow().Any(n => n.Kind is "property_identifier" or "identifier" && Secret().IsMatch(n.Text)))
            .Select(o => $"{file.At(o.Node)}: the output {o.Name} shows a secret");
        var texts = file.Root.Below("string").Where(s => KeyText().IsMatch(s.Text)).Select(s => $"{file.At(s)}: a key stands in the text");
        return parameters.Concat(given).Concat(lists).Concat(outputs).Concat(texts);
    }

    /// <summary>Settings that hold a secret are references to the vault.</summary>
    private static IEnumerable<string> PlainSettings(BicepFile file) => file.Root.Below("object_property").Where(p => p.Parts.First().Kind != "resource_declaration")
        .Where(p => SecretSetting().IsMatch(Properties.NameOf(p)) && !Properties.ValueOf(p).Literal.StartsWith("@Microsoft.KeyVault(", StringComparison.Ordinal))
        .Select(p => $"{file.At(p)}: {Properties.NameOf(p)} is no reference to the vault");

    private static string LastName(BicepNode function) => function.Text.Split('.')[^1];

    [GeneratedRegex("password|secret(?!s?(User|Officer|Uri))|apiKey|token|connectionString|sharedKey|accessKey|primaryKey|secondaryKey|instrumentationKey",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secret();

    [GeneratedRegex("(AccountKey|SharedAccessKey|SharedAccessSignature)=", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeyText();

    [GeneratedRegex("__(.*ApiKey|.*Secret|ClientId|.*Salt|.*Password)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SecretSetting();
}
