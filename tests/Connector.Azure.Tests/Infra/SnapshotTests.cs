using Xunit;

namespace Connector.Azure.Tests.Infra;

/// <summary>
/// The committed snapshots are what the compiler makes of the templates today. With UPDATE_SNAPSHOTS=1 in the environment they are written instead: that is how they are made.
/// </summary>
public sealed class SnapshotTests
{
    [NeedsBicepTheory]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("everything")]
    public async Task A_deployment_would_make_what_the_snapshot_says(string name)
    {
        var write = Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1";
        var (code, output, error) = await RunAsync(write ? "overwrite" : "validate", Path.Combine(Repository.Root, Snapshot.Paths[name] + ".bicepparam"), name);
        Assert.True(code == 0, error + output);
    }

    [NeedsBicepFact]
    public async Task A_snapshot_that_is_out_of_date_is_found()
    {
        var folder = Directory.CreateTempSubdirectory("snapshot-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "main.bicep"), Template("PT5M"));
            await File.WriteAllTextAsync(Path.Combine(folder, "main.bicepparam"), "using 'main.bicep'\n");
            var parameters = Path.Combine(folder, "main.bicepparam");
            Assert.Equal(0, (await RunAsync("overwrite", parameters, "x")).Code);

            await File.WriteAllTextAsync(Path.Combine(folder, "main.bicep"), Template("PT1M"));
            var (code, output, error) = await RunAsync("validate", parameters, "x");
            Assert.NotEqual(0, code);
            Assert.Contains("PT1M", output + error, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("dev", 40)]
    [InlineData("prod", 40)]
    [InlineData("everything", 70)]
    public void Nothing_is_left_out_of_the_snapshots(string name, int least)
    {
        var snapshot = Snapshot.Read(name);

        Assert.True(snapshot.Resources.Count > least);
        Assert.Single(snapshot.Of("Microsoft.Web/sites"));
        Assert.True(snapshot.AppSettings.Count > 25);
    }

    /// <summary>Names are made from these, so they have to be the same everywhere.</summary>
    private static Task<(int Code, string Output, string Error)> RunAsync(string mode, string parameters, string name) => Bicep.RunAsync(
        "snapshot", parameters, "--mode", mode,
        "--subscription-id", "00000000-0000-0000-0000-000000000001", "--resource-group", "rg-connector-" + name, "--location", "westeurope");

    private static string Template(string duration) => $$"""
        resource queues 'Microsoft.ServiceBus/namespaces@2026-01-01' = {
          name: 'sb-connector'
          location: 'westeurope'

          resource orders 'queues' = {
            name: 'orders'
            properties: {
              lockDuration: '{{duration}}'
            }
          }
        }

        """;
}
