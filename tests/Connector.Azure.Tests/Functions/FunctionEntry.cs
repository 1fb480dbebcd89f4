using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Connector.Azure.Tests.Functions;

/// <summary>A method that is a function, with its one trigger.</summary>
internal sealed record FunctionEntry(string Name, MethodInfo Method, ParameterInfo TriggerParameter, Attribute Trigger)
{
    /// <summary>All functions of an assembly. Throws for what the real host or its build would refuse.</summary>
    public static IReadOnlyList<FunctionEntry> In(Assembly assembly)
    {
        var found = assembly.GetTypes().SelectMany(static type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Select(static method => (Method: method, Function: method.GetCustomAttribute<FunctionAttribute>())).Where(static f => f.Function is not null)
            .Select(static f => From(f.Method, f.Function!)).ToList();
        if (found.GroupBy(static f => f.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(static g => g.Count() > 1) is { } twice)
            throw new InvalidOperationException($"Two functions are called {twice.Key}.");
        return found;
    }

    /// <summary>Names of the app settings that the trigger refers to.</summary>
    public IEnumerable<string> Settings() => Trigger switch
    {
        TimerTriggerAttribute timer => Named(timer.Schedule),
        ServiceBusTriggerAttribute bus => Named(bus.QueueName).Append(bus.Connection ?? "AzureWebJobsServiceBus"),
        HttpTriggerAttribute http => Named(http.Route),
        _ => []
    };

    /// <summary>The text with each %name% replaced by its setting. Throws when a setting is missing.</summary>
    public static string Resolve(string text, IReadOnlyDictionary<string, string?> settings) =>
        Named(text).Aggregate(text, (t, name) => t.Replace($"%{name}%", settings.GetValueOrDefault(name) ?? throw new InvalidOperationException($"%{name}% is no setting."), StringComparison.Ordinal));

    private static FunctionEntry From(MethodInfo method, FunctionAttribute function)
    {
        if (method.DeclaringType is not { IsVisible: true }) throw new InvalidOperationException($"{function.Name}: its class must be public.");
        if (method.ReturnType == typeof(void)) throw new InvalidOperationException($"{function.Name}: returns nothing to wait for.");
        var triggers = method.GetParameters().SelectMany(static p => p.GetCustomAttributes().Where(IsTrigger).Select(t => (Parameter: p, Trigger: t))).ToList();
        return triggers.Count == 1
            ? new FunctionEntry(function.Name, method, triggers[0].Parameter, triggers[0].Trigger)
            : throw new InvalidOperationException($"{function.Name}: has {triggers.Count} triggers.");
    }

    private static bool IsTrigger(Attribute attribute) => attribute is TimerTriggerAttribute or HttpTriggerAttribute or ServiceBusTriggerAttribute;

    private static IEnumerable<string> Named(string? text) => (text ?? "").Split('%').Where(static (_, i) => i % 2 == 1);
}
