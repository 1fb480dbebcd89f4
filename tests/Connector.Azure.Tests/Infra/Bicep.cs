using System.Reflection;
using System.Runtime.InteropServices;
using Xunit;

namespace Connector.Azure.Tests.Infra;

/// <summary>The real compiler, from the package that this project refers to. It needs no network.</summary>
internal static class Bicep
{
    private static readonly string s_program = typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "BicepCompiler").Value!;

    /// <summary>The package is for one kind of machine; null on such a one, and a missing file is a failure there.</summary>
    public static string? WhyLeftOut { get; } = OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.X64
        ? null
        : $"The Bicep compiler of the tests is for Linux on x64; this is {RuntimeInformation.RuntimeIdentifier}.";

    /// <summary>Code, stdout, and what it says to stderr.</summary>
    public static Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(StringComparer.Ordinal), arguments);

    /// <param name="environment">Variables beside those of this process; an empty one is taken away.</param>
    public static Task<(int Code, string Output, string Error)> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        if (!OperatingSystem.IsWindows() && !File.GetUnixFileMode(s_program).HasFlag(UnixFileMode.UserExecute))
            File.SetUnixFileMode(s_program, File.GetUnixFileMode(s_program) | UnixFileMode.UserExecute);
        return Programs.TryRunAsync(s_program, arguments, Repository.Root, environment: environment);
    }
}

/// <summary>A test that runs the Bicep compiler. Where there is none it is left out and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsBicepFactAttribute : FactAttribute
{
    public NeedsBicepFactAttribute() => Skip = Bicep.WhyLeftOut;
}

/// <inheritdoc cref="NeedsBicepFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsBicepTheoryAttribute : TheoryAttribute
{
    public NeedsBicepTheoryAttribute() => Skip = Bicep.WhyLeftOut;
}
