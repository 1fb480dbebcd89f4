using Connector.AzureShims;
using Xunit;

namespace Connector.Azure.Tests.Shims;

/// <summary>
/// What compiles against the shims compiles against the real packages: every public type and member of the shims is one that these are known to have. Types of
/// the namespace Connector.AzureShims are ours and for tests only.
/// </summary>
public sealed class ShimSignaturesTests
{
    private static readonly SignatureList s_list = SignatureList.Load();

    public static TheoryData<Type> ShimTypes() =>
        [.. typeof(FunctionsHost).Assembly.GetExportedTypes().Where(static t => t.Namespace != "Connector.AzureShims").OrderBy(static t => t.FullName, StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(ShimTypes))]
    public void Every_public_member_is_one_that_the_real_package_has(Type shim)
    {
        var listed = s_list.Find(shim);
        Assert.True(listed is not null, $"{shim.FullName} is not listed: is it in the real package?");
        var members = listed.NamesOnly ? SignatureText.Names(shim) : SignatureText.Members(shim);
        if (shim.IsEnum) members = SignatureText.Members(shim).Where(m => listed.Members.Any(static l => l.Contains('=', StringComparison.Ordinal)) == m.Contains('=', StringComparison.Ordinal));
        Assert.Equal([], members.Where(m => !listed.Members.Contains(m)));
    }

    [Theory]
    [MemberData(nameof(ShimTypes))]
    public void Every_type_is_of_the_same_kind_and_derives_from_nothing_else(Type shim)
    {
        var listed = s_list.Find(shim);
        if (listed is null or { NamesOnly: true }) return;
        Assert.Equal(listed.Kind, SignatureText.Kind(shim));
        Assert.All(SignatureText.Bases(shim), b => Assert.Contains(b, listed.Bases, StringComparison.Ordinal));
    }

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

    private abstract class Invented : IDisposable
    {
        protected Invented() { }
        public string Name { get; private set; } = "";
        public Task<int> SendAsync(string text, TimeSpan? wait = null, params string[] others) => Task.FromResult(text.Length + others.Length + (wait is null ? 0 : 1));
        public void Dispose() => Name = "disposed";
        public override string ToString() => Name;
    }
}
