using System.Text.RegularExpressions;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Connector.Azure.Tests.Infra;

/// <summary>What the pipeline must not lose: nothing is deployed that was not built, tested and checked, and prod comes after dev.</summary>
public sealed partial class PipelineTests
{
    private static readonly YamlMappingNode s_pipeline = Read("azure-pipelines.yml");
    private static readonly YamlMappingNode s_deploy = Read(".ci/deploy.yml");

    [Fact]
    public void Prod_waits_for_dev_and_dev_for_build_and_infrastructure()
    {
        var deployments = Items(s_pipeline["stages"]).Where(s => Text(s, "template") == ".ci/deploy.yml").Select(s => (YamlMappingNode)s["parameters"]).ToList();

        Assert.Equal(["dev", "prod"], deployments.Select(d => Text(d, "environment")));
        Assert.Equal(["Build", "Infra"], Words(deployments[0]["dependsOn"]));
        Assert.Equal(["what_if_prod"], Words(deployments[1]["dependsOn"]));
        Assert.Equal(["deploy_dev"], Words(Items(s_pipeline["stages"]).Single(s => Text(s, "stage") == "what_if_prod")["dependsOn"]));
        Assert.All(["Build", "Infra"], name => Assert.Contains(Items(s_pipeline["stages"]), s => Text(s, "stage") == name));
        Assert.Equal("deploy_${{ parameters.environment }}", Text(DeployStage(), "stage"));
    }

    [Fact]
    public void Only_main_is_deployed_and_each_deployment_goes_through_its_environment()
    {
        Assert.Contains("eq(variables['Build.SourceBranch'], 'refs/heads/main')", Text(DeployStage(), "condition"), StringComparison.Ordinal);
        Assert.Equal("connector-${{ parameters.environment }}", Text(Assert.Single(Items(DeployStage()["jobs"])), "environment"));
    }

    [Fact]
    public void Infrastructure_comes_before_the_package_and_the_smoke_test_last()
    {
        var steps = Items(Assert.Single(Items(DeployStage()["jobs"]))["strategy"]["runOnce"]["deploy"]["steps"]).ToList();

        Assert.Equal(["", "AzureCLI@2", "AzureFunctionApp@2", "AzureCLI@2"], steps.Select(s => Text(s, "task")));
        Assert.Contains("az deployment group create", Script(steps[1]), StringComparison.Ordinal);
        Assert.Equal("true", Text(steps[2]["inputs"], "isFlexConsumption"));
        Assert.Contains(".ci/smoke", Script(steps[3]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_package_is_built_from_the_whole_solution_tested_and_checked_before_it_is_packed()
    {
        var job = Items(Items(s_pipeline["stages"]).Single(s => Text(s, "stage") == "Build")["jobs"]).Single(j => Text(j, "job") == "Package");
        var steps = Items(job["steps"]).ToList();
        var order = string.Join('\n', steps.Select(s => Text(s, "script")));

        var found = new[] { "dotnet build Connector.sln", "dotnet test Connector.sln", "dotnet publish src/Connector.Functions", ".ci/check-package", "zip --quiet" }
            .Select(mark => order.IndexOf(mark, StringComparison.Ordinal)).ToList();

        Assert.DoesNotContain(-1, found);
        Assert.Equal(found.Order(), found);
        Assert.Equal("package", Text(steps[^1], "artifact"));
        Assert.Equal("true", Text(s_pipeline["variables"], "CI"));
    }

    /// <summary>ReadyToRun needs a platform, and it must be that of the plan.</summary>
    [Fact]
    public void The_package_is_compiled_for_the_platform_of_the_plan()
    {
        var job = Items(Items(s_pipeline["stages"]).Single(s => Text(s, "stage") == "Build")["jobs"]).Single(j => Text(j, "job") == "Package");
        var publish = Assert.Single(Items(job["steps"]).Select(s => Text(s, "script")), static script => script.StartsWith("dotnet publish", StringComparison.Ordinal));

        Assert.Contains("--runtime linux-x64 --self-contained false", publish, StringComparison.Ordinal);
        Assert.DoesNotContain("--no-build", publish, StringComparison.Ordinal);
        Assert.Contains("kind: 'functionapp,linux'", Repository.Text("infra/modules/functionapp.bicep"), StringComparison.Ordinal);
    }

    /// <summary>A build takes stand-ins where nobody says otherwise (Directory.Build.props).</summary>
    [Fact]
    public void What_is_packed_was_built_with_the_real_packages_and_the_newcomer_builds_without()
    {
        var jobs = Items(Items(s_pipeline["stages"]).Single(s => Text(s, "stage") == "Build")["jobs"]).ToDictionary(j => Text(j, "job"), StringComparer.Ordinal);

        Assert.Equal("false", Text(jobs["Package"]["variables"], "UseStandIns"));
        Assert.DoesNotContain("UseStandIns", jobs["Newcomer"].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("UseStandIns", s_pipeline["variables"].ToString(), StringComparison.Ordinal);
        Assert.All(["azure-pipelines.yml", ".ci/deploy.yml", "azure.yaml"], file => Assert.DoesNotContain("UseStandIns=true", Repository.Text(file), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_infrastructure_is_linted_and_compared_with_what_stands()
    {
        var text = Repository.Text("azure-pipelines.yml");
        Assert.All(["bash .ci/templates", "artifact: templates", "az deployment group what-if"], command => Assert.Contains(command, text, StringComparison.Ordinal));
        Assert.All(["lint", "build infra/main.bicep", "build-params"], command => Assert.Contains(".ci/bicep " + command, Repository.Text(".ci/templates"), StringComparison.Ordinal));
    }

    /// <summary>The compiler of az would be another version than the one that the tests know.</summary>
    [Theory]
    [InlineData("azure-pipelines.yml")]
    [InlineData(".ci/deploy.yml")]
    public void What_is_compared_and_deployed_was_compiled_by_the_compiler_of_the_tests(string file)
    {
        var text = Repository.Text(file);
        var templates = TemplateFile().Matches(text).Select(m => m.Groups["path"].Value).ToList();

        Assert.NotEmpty(templates);
        Assert.All(templates, path => Assert.Equal("$(Pipeline.Workspace)/templates/main.json", path));
        Assert.DoesNotContain("az bicep", text, StringComparison.Ordinal);
        Assert.DoesNotContain(".bicep ", text, StringComparison.Ordinal);
    }

    [NeedsBicepFact]
    public async Task The_templates_are_compiled_for_the_template_and_for_each_environment()
    {
        var folder = Directory.CreateTempSubdirectory("templates-").FullName;
        try
        {
            var (code, _, error) = await Programs.TryRunAsync("bash", [".ci/templates", folder], Repository.Root);

            Assert.True(code == 0, error);
            Assert.Equal(
                ["main.json", "parameters/dev.json", "parameters/prod.json"],
                Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Anyone who may push a branch can change what the pipeline runs: nothing of production is within its reach before main and the approval.</summary>
    [Fact]
    public void Only_main_and_only_with_the_approval_of_the_environment_is_production_compared()
    {
        var jobs = Items(s_pipeline["stages"]).Where(s => Text(s, "jobs").Length > 0).SelectMany(s => Items(s["jobs"]).Select(job => (Stage: s, Job: job))).ToList();
        var comparing = jobs.Where(j => j.Job.ToString().Contains("az deployment group what-if", StringComparison.Ordinal)).ToList();

        var dev = Assert.Single(comparing, j => j.Job.ToString().Contains("rg-connector-dev", StringComparison.Ordinal));
        Assert.Contains("ne(variables['System.PullRequest.IsFork'], 'True')", Text(dev.Job, "condition"), StringComparison.Ordinal);
        var prod = Assert.Single(comparing, j => j.Job.ToString().Contains("rg-connector-prod", StringComparison.Ordinal));
        Assert.Contains("eq(variables['Build.SourceBranch'], 'refs/heads/main')", Text(prod.Stage, "condition"), StringComparison.Ordinal);
        Assert.Equal("connector-prod", Text(prod.Job, "environment"));
        var text = prod.Job.ToString();
        Assert.Contains("connector-prod-read", text, StringComparison.Ordinal);
        Assert.Contains("--validation-level ProviderNoRbac", text, StringComparison.Ordinal);
        Assert.Equal(2, comparing.Count);
    }

    [Fact]
    public void The_connection_that_may_change_production_is_named_by_the_deployment_alone()
    {
        var pipeline = Repository.Text("azure-pipelines.yml");
        Assert.DoesNotContain("azureSubscription: connector-${{", pipeline, StringComparison.Ordinal);
        Assert.All(pipeline.Split('\n').Where(line => line.Contains("azureSubscription: connector-prod", StringComparison.Ordinal)), line => Assert.EndsWith("connector-prod-read", line.TrimEnd(), StringComparison.Ordinal));
    }

    [Fact]
    public void Packages_with_known_faults_fail_the_build()
    {
        var job = Items(Items(s_pipeline["stages"]).Single(s => Text(s, "stage") == "Build")["jobs"]).Single(j => Text(j, "job") == "Package");
        Assert.Contains(Items(job["steps"]), step => Text(step, "script").Contains("-p:NuGetAudit=true", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_file_that_the_pipeline_names_is_there() => Assert.All(
        new[] { ".ci/run", ".ci/bicep", ".ci/templates", ".ci/tools.yml", ".ci/deploy.yml", ".ci/check-package", ".ci/smoke", "infra/main.bicep", "infra/environments/dev.bicepparam", "infra/environments/prod.bicepparam" },
        file => Assert.True(File.Exists(Path.Combine(Repository.Root, file)), file));

    private static YamlMappingNode DeployStage() => (YamlMappingNode)Assert.Single(Items(s_deploy["stages"]));

    private static string Script(YamlNode step) => Text(step["inputs"], "inlineScript");

    private static IEnumerable<YamlNode> Items(YamlNode list) => ((YamlSequenceNode)list).Children;

    private static IEnumerable<string?> Words(YamlNode list) => Items(list).Select(w => ((YamlScalarNode)w).Value);

    private static string Text(YamlNode node, string key) => ((YamlMappingNode)node).Children.TryGetValue(new YamlScalarNode(key), out var value) ? value.ToString() : "";

    [GeneratedRegex("--template-file \"?(?<path>[^\" ]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TemplateFile();

    private static YamlMappingNode Read(string path)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Repository.Text(path)));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
