namespace Connector.Azure.Tests.Infra;

/// <summary>No app takes a package or a file from someone who only has a password: neither over scm nor over ftp.</summary>
internal static class PublishingCheck
{
    private const string Site = "Microsoft.Web/sites";

    public static IEnumerable<string> Run(Snapshot snapshot) =>
        from app in snapshot.Of(Site)
        from door in new[] { "scm", "ftp" }
        where !snapshot.Of(Site + "/basicPublishingCredentialsPolicies").Any(r => r.Name == $"{app.Name}/{door}" && r.At("properties.allow") == "false")
        select $"{app.Name} can be published to over {door} with a password";
}
