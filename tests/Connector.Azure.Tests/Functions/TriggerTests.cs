using System.Reflection;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Connector.Azure.ServiceBus;
using Connector.Azure.Tables;
using Connector.Commercetools;
using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Flows.Reconcile;
using Connector.Core.Model.Messages;
using Connector.Functions;
using Connector.ShipStation;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace Connector.Azure.Tests.Functions;

/// <summary>What the host would refuse, ignore or do twice, found in the attributes; and the sample settings held against the code.</summary>
public sealed class TriggerTests
{
    private static readonly IReadOnlyList<FunctionEntry> s_functions = FunctionEntry.In(typeof(Timers).Assembly);
    private static readonly string[] s_hostSettings = ["FUNCTIONS_WORKER_RUNTIME", "AzureWebJobsStorage"];

    public static TheoryData<string> Names => [.. s_functions.Select(static f => f.Name)];

    [Fact]
    public void Every_flow_has_its_function() => Assert.Superset(
        new HashSet<string>(StringComparer.Ordinal)
        {
            "PullOrders", "PollShipments", "PollShipStationOrders", "PollTracking", "BuyLabels", "Reconcile", "Retention", "PushOrders", "RecordShipments", "BuyLabel", "CommerceEvents", "ShipStationWebhook", "OpsPage", "Health"
        },
        s_functions.Select(static f => f.Name).ToHashSet(StringComparer.Ordinal));

    [Fact]
    public void Every_queue_has_exactly_one_function() =>
        Assert.Equal(QueueNames.All.Order(), Triggers<ServiceBusTriggerAttribute>().Select(static t => t.QueueName!).Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Settings_that_a_trigger_names_are_in_the_sample(string name) =>
        Assert.All(Function(name).Settings(), setting => Assert.Contains(setting, AppSettings.Sample().Keys));

    [Fact]
    public void Schedules_have_six_fields_and_no_timer_fires_at_start() => Assert.All(Triggers<TimerTriggerAttribute>(), static timer =>
    {
        Assert.False(timer.RunOnStartup);
        Assert.Equal(6, FunctionEntry.Resolve(timer.Schedule, AppSettings.Sample()).Split(' ').Length);
    });

    [Fact]
    public void Service_Bus_functions_settle_by_themselves_and_take_batches() => Assert.All(
        s_functions.Where(static f => f.Trigger is ServiceBusTriggerAttribute),
        static f =>
        {
            var said = f.TriggerParameter.GetCustomAttributesData().Single(static a => a.AttributeType == typeof(ServiceBusTriggerAttribute)).NamedArguments;
            Assert.Contains(said, static a => a is { MemberName: nameof(ServiceBusTriggerAttribute.AutoCompleteMessages), TypedValue.Value: false });
            Assert.Contains(said, static a => a is { MemberName: nameof(ServiceBusTriggerAttribute.IsBatched), TypedValue.Value: true });
            Assert.Equal(typeof(ServiceBusReceivedMessage[]), f.TriggerParameter.ParameterType);
            Assert.Contains(f.Method.GetParameters(), static p => p.ParameterType == typeof(ServiceBusMessageActions));
        });

    [Fact]
    public void Only_timers_may_be_retried_by_the_host() =>
        Assert.All(s_functions.Where(static f => f.Trigger is not TimerTriggerAttribute), static f => Assert.Null(f.Method.GetCustomAttribute<RetryAttribute>()));

    [Fact]
    public void HTTP_functions_say_who_may_call_and_only_the_page_with_its_sign_in_and_the_webhook_take_no_key()
    {
        var http = s_functions.Where(static f => f.Trigger is HttpTriggerAttribute).ToList();
        Assert.All(http, static f => Assert.Contains(
            f.TriggerParameter.GetCustomAttributesData().Single(static a => a.AttributeType == typeof(HttpTriggerAttribute)).ConstructorArguments,
            static a => a.ArgumentType == typeof(AuthorizationLevel)));
        // The webhook has a secret of its own: a key that stands in ShipStation would open more than that.
        Assert.Equal(["OpsPage", "ShipStationWebhook", "SignIn", "SignInForm", "SignInStyle", "SignOut"], http.Where(static f => ((HttpTriggerAttribute)f.Trigger).AuthLevel == AuthorizationLevel.Anonymous).Select(static f => f.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_route_and_method_belongs_to_one_function()
    {
        var routes = Triggers<HttpTriggerAttribute>().SelectMany(static t => t.Methods!.Select(method => $"{method} {t.Route}")).ToList();
        Assert.Equal(routes.Count, routes.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void The_routes_of_the_API_are_those_of_its_document() => Assert.Equal(
        Connector.Operations.Description.ApiCatalog.All.Select(static o => $"{o.Method} {o.Path}").Order(StringComparer.Ordinal),
        Triggers<HttpTriggerAttribute>().Where(static t => t.Route!.StartsWith("api/", StringComparison.Ordinal) && !t.Route.Contains("webhooks", StringComparison.Ordinal))
            .SelectMany(static t => t.Methods!.Select(method => $"{method.ToUpperInvariant()} /{t.Route}")).Order(StringComparer.Ordinal));

    [Fact]
    public void The_host_takes_no_more_at_once_than_a_push_can_carry()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppSettings.Root(), "host.json")));
        var extensions = file.RootElement.GetProperty("extensions");
        Assert.Equal(QueueWorker.BatchSize, extensions.GetProperty("serviceBus").GetProperty("maxMessageBatchSize").GetInt32());
        Assert.False(extensions.GetProperty("serviceBus").GetProperty("autoCompleteMessages").GetBoolean());
        // Routes are written whole, because the page stands outside of /api.
        Assert.Equal("", extensions.GetProperty("http").GetProperty("routePrefix").GetString());
    }

    [Fact]
    public void The_sample_holds_every_setting_and_none_that_nothing_reads()
    {
        var options = new[] { typeof(EngineOptions), typeof(CommercetoolsOptions), typeof(ShipStationOptions), typeof(RedactionOptions), typeof(RetentionOptions), typeof(ReconciliationOptions), typeof(StorageOptions) }
            .SelectMany(static t => t.GetProperties().Where(static p => p.SetMethod is { IsPublic: true }).Select(p => $"{t.GetField("SectionName")!.GetRawConstantValue()}__{p.Name}"));
        var triggers = s_functions.SelectMany(static f => f.Settings());
        Assert.Equal(
            options.Concat(triggers).Concat(s_hostSettings).Distinct().Order(StringComparer.Ordinal), AppSettings.Sample().Keys.Order(StringComparer.Ordinal));
    }

    private static FunctionEntry Function(string name) => s_functions.Single(f => f.Name == name);

    private static IEnumerable<T> Triggers<T>() => s_functions.Select(static f => f.Trigger).OfType<T>();
}
