namespace Connector.Azure.Tests.Infra;

/// <summary>No app takes a package or a file from someone who only has a password: neither over scm nor over ftp.</summary>
internal static class PublishingCheck
{
    private const string Site = "Microsoft.Web/sites";

    public static IEnumerable<string> Run(BicepFiles files) =>
        from file in files.Templates
        from app in file.Resources
        where app.Type == Site && !app.Existing
        from door in new[] { "scm", "ftp" }
        where !file.Resources.Any(r => r.Type == Site + "/basicPublishingCredentialsPolicies" && Properties.Find(r.Body, "name")?.Literal == door && Properties.Find(r.Body, "properties.allow")?.Text == "false")
        select $"{file.At(app.Node)}: {app.Symbol} can be published to over {door} with a password";
}
