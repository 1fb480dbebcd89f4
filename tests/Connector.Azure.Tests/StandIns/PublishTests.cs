using System.Diagnostics;
using Connector.Azure.Tests.Azurite;
using Connector.Azure.Tests.Infra;
using Connector.Azure.Tests.Worker;
using Xunit;
using Xunit.Abstractions;

namespace Connector.Azure.Tests.StandIns;

/// <summary>A stand-in gets into no package that nobody asked it into; and with them the package is whole but for the extension that they replace.</summary>
[NeedsAzurite]
public sealed class PublishTests(ITestOutputHelper output) : IDisposable
{
    private const string Refused = "This build has stand-ins for commercetools.Sdk.Api and the Service Bus extension in it, and is not published.";
    private static readonly string[] s_real = ["commercetools.Sdk.Api", "Microsoft.Azure.Functions.Worker.Extensions.ServiceBus"];
    private readonly string _folder = Directory.CreateTempSubdirectory("published-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("src/Connector.Azure")]
    [InlineData("src/Connector.Functions")]
    public async Task What_is_built_takes_stand_ins_and_what_is_published_takes_the_packages(string project)
    {
        var built = await DotnetAsync("msbuild", project, "-getItem:PackageReference");
        var published = await DotnetAsync("msbuild", project, "-getItem:PackageReference", "-p:_IsPublishing=true");
        var publishedProjects = await DotnetAsync("msbuild", project, "-getItem:ProjectReference", "-p:_IsPublishing=true");

        Assert.All(s_real, package => Assert.DoesNotContain($"\"{package}\"", built.Output, StringComparison.Ordinal));
        Assert.Single(s_real, package => published.Output.Contains($"\"{package}\"", StringComparison.Ordinal));
        Assert.DoesNotContain("StandIns", publishedProjects.Output, StringComparison.Ordinal);
    }

    /// <summary>Whatever the publishing is called: the property of the build is not what is in its output.</summary>
    [Theory]
    [InlineData("publish", "--no-build")]
    [InlineData("msbuild", "-t:PrepareForPublish", "-p:NoBuild=true")]
    [InlineData("msbuild", "-t:PrepareForPublish", "-p:NoBuild=true", "-p:UseStandIns=false")]
    public async Task A_build_with_stand_ins_is_not_published(params string[] how)
    {
        var (code, written) = await DotnetAsync([how[0], "src/Connector.Functions", .. how[1..], $"-p:Configuration={FunctionApp.Configuration}", $"-p:PublishDir={_folder}/"]);

        Assert.NotEqual(0, code);
        Assert.Contains(Refused, written, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [NeedsFact("bash")]
    public async Task Asked_for_it_is_published_refused_by_the_check_and_the_worker_runs_from_there()
    {
        var (code, written) = await DotnetAsync(
            "publish", "src/Connector.Functions", "--no-build", "-p:UseStandIns=true", $"-p:Configuration={FunctionApp.Configuration}", $"-p:PublishDir={_folder}/");
        Assert.True(code == 0, written);

        var check = await Programs.TryRunAsync("bash", [".ci/check-package", _folder], Repository.Root);
        Assert.Equal(1, check.Code);
        Assert.Equal(
            [
                $"stand-in for a real package: {_folder}/Connector.StandIns.Commercetools.dll", $"stand-in for a real package: {_folder}/Connector.StandIns.ServiceBus.dll",
                $"refers to the stand-ins: {_folder}/Connector.Functions.deps.json",
                "no Service Bus extension in extensions.json: it cannot be there, the package that brings it is a stand-in here"
            ],
            check.Error.TrimEnd().Split('\n'));

        var start = Stopwatch.GetTimestamp();
        await using var world = await WorkerWorld.StartAsync(new WorldOptions { Folder = _folder });
        output.WriteLine($"From start to loaded: {world.Host.TimeToLoad.TotalMilliseconds:0} ms ({Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms with both simulators)");
        Assert.NotEmpty(world.Host.Functions);
        var ended = await world.Host.TerminateAsync();
        Assert.True(ended == 0, $"{ended}\n{string.Join('\n', world.Host.Log)}");
    }

    private static async Task<(int Code, string Output)> DotnetAsync(params string[] arguments)
    {
        // What the tests themselves were built with is no word of the caller's.
        var (code, output, error) = await Programs.TryRunAsync("dotnet", arguments, Repository.Root, new Dictionary<string, string>(StringComparer.Ordinal) { ["UseStandIns"] = "" });
        return (code, output + error);
    }
}
