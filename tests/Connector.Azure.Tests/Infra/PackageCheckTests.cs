using Xunit;

namespace Connector.Azure.Tests.Infra;

/// <summary>.ci/check-package lets no folder pass that the platform would refuse, and none with a stand-in of the tests in it.</summary>
public sealed class PackageCheckTests : IDisposable
{
    /// <summary>As the build of the real packages writes it.</summary>
    private const string Extensions = """
        { "extensions": [ { "name": "ServiceBus", "typeName": "Microsoft.Azure.WebJobs.ServiceBus.ServiceBusWebJobsStartup, Microsoft.Azure.WebJobs.Extensions.ServiceBus" } ] }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("package-").FullName;

    public PackageCheckTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, ".azurefunctions"));
        foreach (var file in new[] { "host.json", "functions.metadata", "worker.config.json", "Connector.Functions.dll" }) File.WriteAllText(Path.Combine(_folder, file), "{}");
        File.WriteAllText(Path.Combine(_folder, "extensions.json"), Extensions);
        File.WriteAllText(Path.Combine(_folder, "Connector.Functions.deps.json"), """{ "libraries": { "Connector.Core/1.0.0": {} } }""");
    }

    [NeedsFact("bash")]
    public async Task A_whole_package_passes() => Assert.Equal((0, ""), await CheckAsync());

    [NeedsTheory("bash")]
    [InlineData("host.json")]
    [InlineData("functions.metadata")]
    [InlineData("worker.config.json")]
    [InlineData("extensions.json")]
    public async Task A_missing_file_is_named(string file)
    {
        File.Delete(Path.Combine(_folder, file));
        Assert.Equal((1, $"missing: {file}\n"), await CheckAsync());
    }

    [NeedsFact("bash")]
    public async Task The_missing_dot_folder_is_named()
    {
        Directory.Delete(Path.Combine(_folder, ".azurefunctions"));
        Assert.Equal((1, "missing: .azurefunctions/\n"), await CheckAsync());
    }

    [NeedsTheory("bash")]
    [InlineData("Connector.StandIns.Commercetools.dll", "stand-in for a real package: ")]
    [InlineData(".azurefunctions/connector.standins.servicebus.dll", "stand-in for a real package: ")]
    [InlineData("local.settings.json", "not to be deployed: ")]
    public async Task What_must_not_be_in_it_is_named(string file, string word)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, file), "");
        var (code, error) = await CheckAsync();
        Assert.Equal(1, code);
        Assert.StartsWith(word, error, StringComparison.Ordinal);
        Assert.EndsWith(Path.GetFileName(file) + "\n", error, StringComparison.Ordinal);
    }

    [NeedsFact("bash")]
    public async Task A_reference_to_the_stand_ins_is_named()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "Connector.Functions.deps.json"), """{ "libraries": { "Connector.StandIns.ServiceBus/1.0.0": {} } }""");
        var (code, error) = await CheckAsync();
        Assert.Equal(1, code);
        Assert.StartsWith("refers to the stand-ins: ", error, StringComparison.Ordinal);
    }

    /// <summary>The host would start, look healthy and take no message.</summary>
    [NeedsTheory("bash")]
    [InlineData("{}")]
    [InlineData("""{ "extensions": [ { "name": "Startup" } ] }""")]
    public async Task A_package_whose_host_cannot_listen_to_queues_is_refused(string extensions)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "extensions.json"), extensions);
        Assert.Equal((1, "no Service Bus extension in extensions.json\n"), await CheckAsync());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<(int Code, string Error)> CheckAsync()
    {
        var (code, _, error) = await Programs.TryRunAsync("bash", [".ci/check-package", _folder], Repository.Root);
        return (code, error);
    }
}
