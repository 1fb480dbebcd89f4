using System.Reflection;
using System.Text.RegularExpressions;
using Connector.Azure.Tables;
using Connector.Commercetools;
using Connector.Core.Model.Messages;
using Connector.Functions;
using Connector.Operations.Api;
using Connector.ShipStation;

namespace Connector.Azure.Tests.Infra;

/// <summary>The app settings that the code reads, in the form of environment variables.</summary>
internal static partial class AppSettings
{
    /// <summary>Read by the Functions host, by the triggers' connection and by the telemetry.</summary>
    private static readonly string[] s_platform =
    [
        "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
        "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__clientId", "AzureWebJobsStorage__credential",
        "ServiceBusConnection__fullyQualifiedNamespace", "ServiceBusConnection__clientId", "ServiceBusConnection__credential"
    ];

    /// <summary>Of the function app alone; those of the other sections stand in the options classes.</summary>
    private static readonly string[] s_app = ["Commercetools__Transport", "Storage__TableServiceUri", "Storage__BlobServiceUri", "Storage__ManagedIdentityClientId"];

    private static readonly string[] s_schedules =
        ["BuyLabelsSchedule", "PullOrdersSchedule", "PollShipmentsSchedule", "PollShipStationOrdersSchedule", "PollTrackingSchedule", "ReconcileSchedule", "ReportHealthSchedule", "RetentionSchedule"];

    private static readonly string[] s_withoutDefault =
    [
        "Commercetools__ProjectKey", "Commercetools__ClientId", "Commercetools__ClientSecret", "Commercetools__ApiBaseAddress", "Commercetools__AuthorizationBaseAddress",
        "ShipStation__ApiKey", "ShipStation__ApiSecret", "ShipStation__WebhookSecret", "Journal__RedactionSalt"
    ];

    public static IReadOnlySet<string> Needed { get; } =
        s_platform.Concat(s_app).Concat(s_schedules).Concat(s_withoutDefault).Concat(TriggerSettings()).ToHashSet(StringComparer.Ordinal);

    public static IReadOnlySet<string> Known { get; } = Needed
        .Concat(Sections().SelectMany(s => Of(s.Section, s.Options)))
        .Concat(Of(ShipStationOptions.SectionName + "__Accounts__*", typeof(ShipStationOptions)))
        .Append("ShipStation__V2ApiKey")
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Names of the timers, as their schedules name them.</summary>
    public static IReadOnlyList<string> Timers { get; } =
        [.. Needed.Where(n => n.EndsWith("Schedule", StringComparison.Ordinal)).Select(n => n[..^"Schedule".Length]).Order(StringComparer.Ordinal)];

    /// <summary>Every options class of what the function app is made of.</summary>
    private static IEnumerable<(string Section, Type Options)> Sections() =>
        from type in new[] { typeof(EngineOptions), typeof(CommercetoolsOptions), typeof(ShipStationOptions), typeof(OperationsOptions), typeof(StorageOptions), typeof(ConnectorFunctions) }.SelectMany(t => t.Assembly.GetTypes())
        let section = type.GetField("SectionName", BindingFlags.Public | BindingFlags.Static)
        where section is { IsLiteral: true }
        select ((string)section.GetRawConstantValue()!, type);

    private static IEnumerable<string> Of(string section, Type options) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite).Select(p => $"{section}__{p.Name}");

    private static IEnumerable<string> TriggerSettings() =>
        Repository.Files("src/Connector.Functions", ".cs").Values.SelectMany(text => TriggerSetting().Matches(text)).Select(m => m.Groups["name"].Value);

    [GeneratedRegex("\"%(?<name>[A-Za-z0-9_]+)%\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TriggerSetting();
}
