using System.Text.Json.Serialization;
using commercetools.Sdk.Api.Models.Channels;
using commercetools.Sdk.Api.Models.States;
using commercetools.Sdk.Api.Models.Types;

namespace commercetools.Sdk.Api.Models.Orders
{
    public interface IOrder
    {
        string Id { get; set; }
        long Version { get; set; }
    }

    public class Order : IOrder
    {
        public string Id { get; set; } = "";
        public long Version { get; set; }
    }

    public interface IOrderUpdate
    {
        long Version { get; set; }
        IList<IOrderUpdateAction> Actions { get; set; }
    }

    public class OrderUpdate : IOrderUpdate
    {
        public long Version { get; set; }
        public IList<IOrderUpdateAction> Actions { get; set; } = [];
    }

    public interface IDeliveryItem
    {
        string Id { get; set; }
        long Quantity { get; set; }
    }

    public class DeliveryItem : IDeliveryItem
    {
        public string Id { get; set; } = "";
        public long Quantity { get; set; }
    }

    public interface ITrackingData
    {
        string? TrackingId { get; set; }
        string? Carrier { get; set; }
        string? Provider { get; set; }
        string? ProviderTransaction { get; set; }
        bool? IsReturn { get; set; }
    }

    public class TrackingData : ITrackingData
    {
        public string? TrackingId { get; set; }
        public string? Carrier { get; set; }
        public string? Provider { get; set; }
        public string? ProviderTransaction { get; set; }
        public bool? IsReturn { get; set; }
    }

    public interface IParcelMeasurements
    {
        int? HeightInMillimeter { get; set; }
        int? LengthInMillimeter { get; set; }
        int? WidthInMillimeter { get; set; }
        int? WeightInGram { get; set; }
    }

    public class ParcelMeasurements : IParcelMeasurements
    {
        public int? HeightInMillimeter { get; set; }
        public int? LengthInMillimeter { get; set; }
        public int? WidthInMillimeter { get; set; }
        public int? WeightInGram { get; set; }
    }

    public interface IParcelDraft
    {
        string? Key { get; set; }
        IParcelMeasurements? Measurements { get; set; }
        ITrackingData? TrackingData { get; set; }
        IList<IDeliveryItem>? Items { get; set; }
    }

    public class ParcelDraft : IParcelDraft
    {
        public string? Key { get; set; }
        public IParcelMeasurements? Measurements { get; set; }
        public ITrackingData? TrackingData { get; set; }
        public IList<IDeliveryItem>? Items { get; set; }
    }

    public interface IReturnItemDraft
    {
        long Quantity { get; set; }
        string? LineItemId { get; set; }
        string? Comment { get; set; }
        [JsonConverter(typeof(Connector.StandIns.Commercetools.ReturnStateConverter))]
        IReturnShipmentState ShipmentState { get; set; }
    }

    public class ReturnItemDraft : IReturnItemDraft
    {
        public long Quantity { get; set; }
        public string? LineItemId { get; set; }
        public string? Comment { get; set; }
        public IReturnShipmentState ShipmentState { get; set; } = IReturnShipmentState.Advised;
    }
}

namespace commercetools.Sdk.Api.Models.States
{
    public interface IStateResourceIdentifier
    {
        string? Id { get; set; }
        string? Key { get; set; }
    }

    public class StateResourceIdentifier : IStateResourceIdentifier
    {
        public string? Id { get; set; }
        public string? Key { get; set; }
    }
}

namespace commercetools.Sdk.Api.Models.Channels
{
    public interface IChannelResourceIdentifier
    {
        string? Id { get; set; }
        string? Key { get; set; }
    }

    public class ChannelResourceIdentifier : IChannelResourceIdentifier
    {
        public string? Id { get; set; }
        public string? Key { get; set; }
    }
}

namespace commercetools.Sdk.Api.Models.Types
{
    public interface ITypeResourceIdentifier
    {
        string? Id { get; set; }
        string? Key { get; set; }
    }

    public class TypeResourceIdentifier : ITypeResourceIdentifier
    {
        public string? Id { get; set; }
        public string? Key { get; set; }
    }
}
