using System.Diagnostics;

namespace Connector.Operations.Api;

/// <summary>
/// A webhook's address carries its secret, and tracing keeps the addresses of requests. What this process records of such a request is made blind while it runs,
/// before anything is exported; what a proxy or a host in front of it records is not in our hands (docs/azure.md).
/// </summary>
internal static class RequestTelemetry
{
    private const string Blind = "/api/webhooks/shipstation/[secret]";

    private static readonly string[] AddressTags = ["url.path", "url.full", "http.target", "http.url", "http.path"];
    private static readonly string[] QueryTags = ["url.query"];

    /// <summary>The present activity and those around it.</summary>
    public static void HideAddress()
    {
        for (var activity = Activity.Current; activity is not null; activity = activity.Parent)
        {
            foreach (var tag in AddressTags)
                if (activity.GetTagItem(tag) is not null) activity.SetTag(tag, Blind);
            foreach (var tag in QueryTags)
                if (activity.GetTagItem(tag) is not null) activity.SetTag(tag, "");
            if (activity.DisplayName.Contains("/webhooks/", StringComparison.OrdinalIgnoreCase) && !activity.DisplayName.Contains('{')) activity.DisplayName = "POST " + Blind;
        }
    }
}
