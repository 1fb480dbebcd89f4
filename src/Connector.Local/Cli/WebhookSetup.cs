using Connector.ShipStation;

namespace Connector.Local.Cli;

/// <summary>The ShipStation half of `connector setup`: subscribes the webhooks that are missing. Addresses are never shown: they carry the secret.</summary>
internal static class WebhookSetup
{
    /// <summary>False when ShipStation accepted a subscription but does not list it.</summary>
    public static async Task<bool> RunAsync(
        ShipStationAccounts accounts, WebhookSubscriptions subscriptions, bool dryRun, SetupSteps steps, CancellationToken cancellationToken)
    {
        var isComplete = true;
        foreach (var account in accounts.Names)
        {
            if (subscriptions.Wanted(account).Count == 0)
            {
                steps.Add($"Webhooks of {account}", "not configured (set WebhookBaseAddress, and WebhookSecret or V2ApiKey)");
                continue;
            }
            var missing = new List<WantedWebhook>();
            foreach (var (hook, existing) in await subscriptions.LookAsync(account, cancellationToken))
            {
                if (existing == WebhookStatus.Missing) missing.Add(hook);
                else steps.Add($"Webhook {hook.Event} of {account}", existing == WebhookStatus.Off ? "exists, but is switched off in ShipStation" : "already exists");
            }
            if (missing.Count == 0) continue;
            if (!dryRun)
                foreach (var hook in missing) await subscriptions.SubscribeAsync(account, hook, cancellationToken);
            var now = dryRun ? [] : await subscriptions.LookAsync(account, cancellationToken);
            foreach (var hook in missing)
            {
                var created = now.Any(n => n.Hook.Event == hook.Event && n.Existing != WebhookStatus.Missing);
                isComplete &= dryRun || created;
                steps.Add($"Webhook {hook.Event} of {account}", dryRun ? "would be created" : created ? "created" : "requested, but ShipStation does not list it");
            }
        }
        return isComplete;
    }
}
