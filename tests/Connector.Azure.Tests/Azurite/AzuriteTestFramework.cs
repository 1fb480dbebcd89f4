using Connector.TestSupport.Node;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("Connector.Azure.Tests.Azurite.AzuriteTestFramework", "Connector.Azure.Tests")]

namespace Connector.Azure.Tests.Azurite;

/// <summary>Skips what needs the emulator where it cannot run: facts that a class inherits take no skip reason of the class by themselves.</summary>
public sealed class AzuriteTestFramework(IMessageSink messages) : XunitTestFramework(messages)
{
    private static string? Reason { get; } =
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase) ? null : NpmPackages.Missing;

    protected override ITestFrameworkDiscoverer CreateDiscoverer(IAssemblyInfo assemblyInfo) =>
        Reason is { } reason
            ? new SkippingDiscoverer(assemblyInfo, SourceInformationProvider, DiagnosticMessageSink, reason)
            : base.CreateDiscoverer(assemblyInfo);

    private sealed class SkippingDiscoverer(IAssemblyInfo assembly, ISourceInformationProvider sources, IMessageSink messages, string reason)
        : XunitTestFrameworkDiscoverer(assembly, sources, messages)
    {
        protected override bool FindTestsForMethod(
            ITestMethod testMethod, bool includeSourceInformation, IMessageBus messageBus, ITestFrameworkDiscoveryOptions discoveryOptions)
        {
            var needsIt = testMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsAzuriteAttribute)).Any();
            if (!needsIt || !testMethod.Method.GetCustomAttributes(typeof(FactAttribute)).Any())
                return base.FindTestsForMethod(testMethod, includeSourceInformation, messageBus, discoveryOptions);
            var skipped = new SkippedTestCase(
                DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod, reason);
            return ReportDiscoveredTestCase(skipped, includeSourceInformation, messageBus);
        }
    }
}
