using commercetools.Sdk.Api.Client;
using Connector.Azure.Tests.Infra;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace Connector.Azure.Tests.StandIns;

/// <summary>
/// What compiles against the stand-ins compiles against the real packages: every public type and member of them is one that these are known to have. Types of
/// the namespaces Connector.StandIns are ours.
/// </summary>
public sealed class SignatureTests
{
    private static readonly SignatureList s_list = SignatureList.Load();

    public static TheoryData<Type> StandIns() =>
        [.. Types(typeof(ProjectApiRoot)).Concat(Types(typeof(ServiceBusTriggerAttribute))).OrderBy(static t => t.FullName, StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(StandIns))]
    public void Every_public_member_is_one_that_the_real_package_has(Type standIn)
    {
        var listed = s_list.Find(standIn);
        Assert.True(listed is not null, $"{standIn.FullName} is not listed: is it in the real package?");
        var members = listed.NamesOnly ? SignatureText.Names(standIn) : SignatureText.Members(standIn);
        if (standIn.IsEnum) members = SignatureText.Members(standIn).Where(m => listed.Members.Any(static l => l.Contains('=', StringComparison.Ordinal)) == m.Contains('=', StringComparison.Ordinal));
        Assert.Equal([], members.Where(m => !listed.Members.Contains(m)));
    }

    [Theory]
    [MemberData(nameof(StandIns))]
    public void Every_type_is_of_the_same_kind_and_derives_from_nothing_else(Type standIn)
    {
        var listed = s_list.Find(standIn);
        if (listed is null or { NamesOnly: true }) return;
        Assert.Equal(listed.Kind, SignatureText.Kind(standIn));
        Assert.All(SignatureText.Bases(standIn), b => Assert.Contains(b, listed.Bases, StringComparison.Ordinal));
    }

    /// <summary>What stands in for the real thing proves nothing about it: as little as can be.</summary>
    [Fact]
    public void The_stand_in_for_the_Service_Bus_extension_stays_small() => Assert.InRange(
        Repository.Files("tests/Connector.StandIns.ServiceBus", ".cs").Where(static f => !f.Key.StartsWith("obj/", StringComparison.Ordinal)).Sum(static f => f.Value.Count(static c => c == '\n')), 1, 150);

    [Fact]
    public void A_member_that_no_package_has_is_notified()
    {
        var members = SignatureText.Members(typeof(Invented)).ToList();
        Assert.Contains("Task<int> SendAsync(string text, TimeSpan? wait = default, params string[] others)", members);
        Assert.Contains("get string Name", members);
        Assert.DoesNotContain("set string Name", members);
        Assert.Contains("protected ctor()", members);
        Assert.DoesNotContain(members, static m => m.Contains("Dispose", StringComparison.Ordinal) || m.Contains("ToString", StringComparison.Ordinal));
    }

    private static IEnumerable<Type> Types(Type one) =>
        one.Assembly.GetExportedTypes().Where(static t => t.Namespace?.StartsWith("Connector.StandIns", StringComparison.Ordinal) is false);

    private abstract class Invented : IDisposable
    {
        protected Invented() { }
        public string Name { get; private set; } = "";
        public Task<int> SendAsync(string text, TimeSpan? wait = null, params string[] others) => Task.FromResult(text.Length + others.Length + (wait is null ? 0 : 1));
        public void Dispose() => Name = "disposed";
        public override string ToString() => Name;
    }
}
