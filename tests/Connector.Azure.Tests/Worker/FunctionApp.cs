using System.Reflection;

namespace Connector.Azure.Tests.Worker;

/// <summary>The function app as the build of these tests made it.</summary>
internal static class FunctionApp
{
    /// <summary>Its output folder.</summary>
    public static string Folder { get; } = Read("FunctionApp");

    public static string Configuration { get; } = Read("Configuration");

    private static string Read(string key) =>
        typeof(FunctionApp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
