using Connector.Local.Hosting;

namespace Connector.Local.Init;

/// <summary>Asks for what cannot be known. An empty reply takes what is in brackets; the end of the input takes it for all that is left.</summary>
internal sealed class InitQuestions(TextReader input, TextWriter output)
{
    public InitChoices Ask(InitChoices guess, AccountOffers offers)
    {
        output.WriteLine($"Stores: {string.Join(", ", offers.Shipping.SelectMany(static s => s.Stores.Select(store => $"{store.StoreId} {store.StoreName}")))}");
        output.WriteLine($"Warehouses: {string.Join(", ", offers.Shipping.SelectMany(static s => s.Warehouses.Select(w => $"{w.WarehouseId} {w.WarehouseName}")))}");
        var locations = AskList(
            "Locations, blank between them, each as KEY=STORE:WAREHOUSE; the first is the default", guess.Locations.Select(Write), text => InitChoices.ReadLocation(text, offers)) ?? guess.Locations;
        foreach (var carrier in offers.Shipping.SelectMany(static s => s.Services).Where(static s => s.Value.Count > 0))
            output.WriteLine($"Services of {carrier.Key}: {string.Join(", ", carrier.Value.Select(static s => s.Code))}");
        var services = new List<InitService>();
        foreach (var method in offers.Methods.Select(static m => m.Key ?? m.Name))
        {
            if (AskList($"Service for shipping method '{method}', as CARRIER/SERVICE or CARRIER/SERVICE/PACKAGE", [], text => InitChoices.ReadService($"{method}={text}", offers)) is [var one, ..]) services.Add(one);
        }
        var choices = guess with { Locations = locations, Services = services };
        var weight = guess.WeightAttribute is null ? "none" : $"{guess.WeightAttribute}={guess.WeightUnit}";
        if (AskList($"Attribute that holds the weight, as ATTRIBUTE=UNIT, or none. There are: {string.Join(", ", offers.Attributes)}", [weight], text => text == "none" ? null : choices.With([], [], text, offers)) is not [var chosen, ..]) return choices;
        return chosen ?? (choices with { WeightAttribute = null, WeightUnit = null });
    }

    /// <summary>Null for an empty reply. Asks again after one that cannot be read.</summary>
    private List<T>? AskList<T>(string question, IEnumerable<string> guess, Func<string, T> read)
    {
        while (true)
        {
            output.Write($"{question} [{string.Join(' ', guess)}]: ");
            if (input.ReadLine() is not { } reply || string.IsNullOrWhiteSpace(reply)) return null;
            try
            {
                return [.. reply.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(read)];
            }
            catch (ConfigurationException e)
            {
                output.WriteLine(e.Message);
            }
        }
    }

    private static string Write(InitLocation location) => $"{location.Key}={location.StoreId}{(location.WarehouseId is { } warehouse ? $":{warehouse}" : "")}";
}
