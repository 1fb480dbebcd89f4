using System.Reflection;
using Connector.Core.Ports;

namespace Connector.TestSupport.Architecture;

/// <summary>Tests share one clock, one set of HTTP stubs and one journal that keeps exchanges. Finds the types of a test assembly that would be another.</summary>
public static class OneOfEach
{
    private static readonly Type[] Shared = [typeof(TimeProvider), typeof(HttpMessageHandler), typeof(IJournal)];

    /// <summary>The names of these types; sources of the product that are compiled into a test assembly do not count.</summary>
    public static IReadOnlyList<string> OthersIn(Assembly assembly) =>
    [
        .. assembly.GetTypes().Where(type => type.Namespace?.StartsWith(assembly.GetName().Name!, StringComparison.Ordinal) == true)
            .Where(static type => Array.Exists(Shared, shared => shared != type && shared.IsAssignableFrom(type))).Select(static type => type.FullName!).Order(StringComparer.Ordinal)
    ];
}
