using System.Reflection;
using Connector.Core.Model.Messages;
using Connector.Local.Hosting;
using Xunit;

namespace Connector.Tests.Architecture;

/// <summary>A class with many parameters assembles its own helpers: the container does that (docs/architecture.md). Records are values and have what they have.</summary>
public sealed class ConstructorTests
{
    private const int Most = 8;

    /// <summary>The local program and every project of ours behind it.</summary>
    private static readonly List<Assembly> s_assemblies = Behind(typeof(ConnectorApp).Assembly);

    [Fact]
    public void A_constructor_has_at_most_eight_parameters() => Assert.Empty(Report(s_assemblies.SelectMany(TooLong)));

    [Fact]
    public void The_check_finds_what_it_looks_for()
    {
        Assert.Contains(nameof(Long), Assert.Single(new[] { typeof(Long), typeof(LongRecord), typeof(Short) }.SelectMany(TooLong)), StringComparison.Ordinal);
        Assert.Contains(typeof(EngineOptions).Assembly, s_assemblies);
        Assert.True(s_assemblies.Count >= 7, "The projects were not read.");
    }

    /// <summary>Line by line: xunit cuts a long text.</summary>
    private static string Report(IEnumerable<string> findings)
    {
        var text = string.Join(Environment.NewLine, findings);
        return text.Length == 0 ? text : throw new InvalidOperationException(text);
    }

    private static List<Assembly> Behind(Assembly root)
    {
        var found = new List<Assembly> { root };
        for (var i = 0; i < found.Count; i++)
        {
            var references = found[i].GetReferencedAssemblies().Where(static name => name.Name!.StartsWith("Connector.", StringComparison.Ordinal)).Select(Assembly.Load);
            found.AddRange(references.Where(reference => !found.Contains(reference)).ToList());
        }
        return found;
    }

    private static IEnumerable<string> TooLong(Assembly assembly) => assembly.GetTypes().SelectMany(TooLong);

    private static IEnumerable<string> TooLong(Type type) =>
        from constructor in type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
        where constructor.GetParameters().Length > Most && !IsRecord(type) && !type.Name.StartsWith('<')
        select $"{type.FullName}: {constructor.GetParameters().Length}";

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null || (type.IsValueType && type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null);

    private sealed class Short;

#pragma warning disable CS9113 // read by reflection only
    private sealed class Long(int a, int b, int c, int d, int e, int f, int g, int h, int i);
#pragma warning restore CS9113

    private sealed record LongRecord(int A, int B, int C, int D, int E, int F, int G, int H, int I);
}
