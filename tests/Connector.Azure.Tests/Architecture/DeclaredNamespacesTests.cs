using System.Text.RegularExpressions;
using Connector.Azure.Tests.Infra;
using Xunit;

namespace Connector.Azure.Tests.Architecture;

/// <summary>
/// Nothing of Azure is imitated: a type of Microsoft's namespaces is declared by us in the stand-in for the one package that cannot be had everywhere, and nowhere else.
/// </summary>
public sealed partial class DeclaredNamespacesTests
{
    private const string StandIn = "tests/Connector.StandIns.ServiceBus";
    private const int MostLines = 150;

    [Fact]
    public void No_type_of_Azure_is_declared_but_two_of_the_missing_package() => Assert.Equal(
        [$"{StandIn}/ServiceBusMessageActions.cs", $"{StandIn}/ServiceBusTriggerAttribute.cs"],
        Sources().Where(static f => IsOfAzure(f.Value)).Select(static f => f.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void The_stand_in_is_no_longer_than_it_may_be() =>
        Assert.InRange(Sources().Where(static f => f.Key.StartsWith(StandIn + "/", StringComparison.Ordinal)).Sum(static f => f.Value.Split('\n').Length - 1), 60, MostLines);

    [Theory]
    [InlineData("namespace Azure.Data.Tables;", true)]
    [InlineData("using System;\n\nnamespace Microsoft.Azure.Functions.Worker\n{", true)]
    [InlineData("namespace Azure;", true)]
    [InlineData("namespace Connector.Azure.Tables;", false)]
    [InlineData("// namespace Azure;\nnamespace AzureTools;", false)]
    public void A_declaration_is_found(string source, bool isOne) => Assert.Equal(isOne, IsOfAzure(source));

    private static bool IsOfAzure(string source) => Declaration().IsMatch(source);

    /// <summary>What we wrote, not what a build makes of it.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Sources() =>
        from folder in (string[])["src", "tests"]
        from file in Repository.Files(folder, ".cs")
        where !file.Key.Contains("/obj/", StringComparison.Ordinal) && !file.Key.Contains("/bin/", StringComparison.Ordinal)
        select KeyValuePair.Create($"{folder}/{file.Key}", file.Value);

    [GeneratedRegex(@"^\s*namespace (Microsoft\.)?Azure\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Declaration();
}
