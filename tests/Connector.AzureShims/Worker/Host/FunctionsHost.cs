using System.Reflection;
using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Connector.AzureShims;

/// <summary>
/// Stands where the Functions host stands, for one instance of an app: finds its functions, fires timers when a test says so, brings messages from the queues
/// and serves HTTP on a loopback port. It settles nothing by itself: what a function leaves unsettled waits for the end of its lock.
/// </summary>
public sealed class FunctionsHost : IAsyncDisposable
{
    /// <summary>A broker that responds at once lets nobody wait so long.</summary>
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(5);
    private readonly IServiceProvider _services;
    private readonly FunctionsHostOptions _options;
    private readonly Dictionary<string, FunctionEntry> _functions;
    private readonly ServiceBusClient? _client;
    private readonly CancellationTokenSource _stopping = new();
    private WebApplication? _http;

    /// <summary>Throws when a function could not start in the real host: no setting for its trigger, a class that cannot be made.</summary>
    public FunctionsHost(Assembly functions, IServiceProvider services, FunctionsHostOptions options)
    {
        (_services, _options) = (services, options);
        _functions = FunctionEntry.In(functions).ToDictionary(static f => f.Name, StringComparer.OrdinalIgnoreCase);
        if (options.Settings.GetValueOrDefault(options.ConnectionSetting) is { } connection) _client = new ServiceBusClient(connection);
        foreach (var function in _functions.Values) Check(function);
    }

    public IReadOnlyCollection<FunctionEntry> Functions => _functions.Values;

    /// <summary>Where HTTP functions respond, once started.</summary>
    public Uri Address => new(_http!.Urls.First());

    /// <summary>Opens the port.</summary>
    public async Task StartHttpAsync()
    {
        _http = HttpFunctions.Build(_functions.Values, _options, InvokeAsync);
        await _http.StartAsync();
    }

    /// <summary>One tick of a timer, to its end. Throws what the function throws.</summary>
    public async Task FireAsync(string timer)
    {
        var function = _functions[timer];
        if (function.Trigger is not TimerTriggerAttribute) throw new ArgumentException($"{timer} is no timer.", nameof(timer));
        await InvokeAsync(function, new TimerInfo(), [], _stopping.Token);
    }

    /// <summary>Brings one batch to a Service Bus function, to its end. Returns how many messages it held. Throws what the function throws.</summary>
    public async Task<int> DeliverAsync(string name)
    {
        var function = _functions[name];
        var trigger = function.Trigger as ServiceBusTriggerAttribute ?? throw new ArgumentException($"{name} has no Service Bus trigger.", nameof(name));
        // One for each delivery: what a receiver asked for and did not get stays open.
        await using var receiver = Receiver(trigger);
        var messages = await receiver.ReceiveMessagesAsync(trigger.IsBatched ? _options.MaxMessageBatchSize : 1, s_wait, _stopping.Token);
        if (messages.Count == 0) return 0;
        object brought = trigger.IsBatched ? messages.ToArray() : messages[0];
        await InvokeAsync(function, brought, [new ReceiverActions(receiver)], _stopping.Token);
        return messages.Count;
    }

    /// <summary>Stops as an instance that is scaled in: what runs is cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_http is not null) await _http.DisposeAsync();
        if (_client is not null) await _client.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task<object?> InvokeAsync(FunctionEntry function, object trigger, IReadOnlyList<object> offered, CancellationToken cancellationToken)
    {
        await using var scope = _services.CreateAsyncScope();
        var instance = function.Method.IsStatic ? null : ActivatorUtilities.CreateInstance(scope.ServiceProvider, function.Method.DeclaringType!);
        var arguments = function.Method.GetParameters().Select(parameter => Argument(function, parameter, trigger, offered, cancellationToken)).ToArray();
        var returned = function.Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        if (returned is not Task task) return returned;
        await task;
        return task.GetType().GetProperty(nameof(Task<object>.Result))?.GetValue(task);
    }

    private static object? Argument(FunctionEntry function, ParameterInfo parameter, object trigger, IReadOnlyList<object> offered, CancellationToken cancellationToken)
    {
        if (parameter == function.TriggerParameter) return trigger;
        if (parameter.ParameterType == typeof(CancellationToken)) return cancellationToken;
        if (offered.FirstOrDefault(parameter.ParameterType.IsInstanceOfType) is { } found) return found;
        if (offered.OfType<RouteWords>().FirstOrDefault() is { } words && parameter.ParameterType == typeof(string)) return words.Find(parameter.Name!);
        throw new InvalidOperationException($"{function.Name}: nothing binds to its parameter {parameter.Name}.");
    }

    private ServiceBusReceiver Receiver(ServiceBusTriggerAttribute trigger)
    {
        var queue = FunctionEntry.Resolve(trigger.QueueName!, _options.Settings);
        return (_client ?? throw new InvalidOperationException($"{_options.ConnectionSetting} is no setting.")).CreateReceiver(queue);
    }

    private void Check(FunctionEntry function)
    {
        if (function.Trigger is TimerTriggerAttribute timer) FunctionEntry.Resolve(timer.Schedule, _options.Settings);
        if (function.Trigger is ServiceBusTriggerAttribute { AutoCompleteMessages: true }) throw new InvalidOperationException($"{function.Name}: would be settled twice.");
        using var scope = _services.CreateScope();
        if (!function.Method.IsStatic) ActivatorUtilities.CreateInstance(scope.ServiceProvider, function.Method.DeclaringType!);
    }
}

/// <summary>What a route's parameters hold.</summary>
internal sealed record RouteWords(Func<string, string?> Find);
