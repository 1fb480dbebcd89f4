using System.Reflection;

namespace Connector.Azure.Tests.Worker;

/// <summary>The function app as the build of these tests made it.</summary>
internal static class FunctionApp
{
    /// <summary>Its output folder.</summary>
    public static string Folder { get; } = Read("FunctionApp");

    /// <summary>A published one to look at instead, for those who ask for it; else null.</summary>
    public static string? PublishedFolder => Environment.GetEnvironmentVariable("CONNECTOR_FUNCTION_APP") is { Length: > 0 } folder ? folder : null;

    public static string Configuration { get; } = Read("Configuration");

    private static string Read(string key) =>
        typeof(FunctionApp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
