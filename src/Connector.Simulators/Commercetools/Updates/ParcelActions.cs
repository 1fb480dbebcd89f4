using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;

namespace Connector.Simulators.Commercetools.Updates;

/// <summary>Parcels of deliveries. A parcel key is taken to be unique within its order.</summary>
internal static class ParcelActions
{
    public static bool Add(UpdateContext context, JsonObject action)
    {
        var delivery = context.Delivery(action);
        UpdateContext.List(delivery, "parcels").Add(ParcelDraft.Make(context, action, "parcelKey", []));
        return true;
    }

    public static bool Remove(UpdateContext context, JsonObject action)
    {
        var parcel = context.Parcel(action);
        parcel.Parent!.AsArray().Remove(parcel);
        return true;
    }

    public static bool SetMeasurements(UpdateContext context, JsonObject action) =>
        UpdateContext.Set(context.Parcel(action), "measurements", ParcelDraft.Measurements(action));

    /// <summary>Replaces the whole object.</summary>
    public static bool SetTrackingData(UpdateContext context, JsonObject action) =>
        UpdateContext.Set(context.Parcel(action), "trackingData", ParcelDraft.TrackingData(action));

    public static bool SetItems(UpdateContext context, JsonObject action) =>
        UpdateContext.Set(context.Parcel(action), "items", ParcelDraft.Items(context, Shape.Array(action, "items", "setParcelItems")));
}
