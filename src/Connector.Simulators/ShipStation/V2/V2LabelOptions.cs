using Connector.Simulators.ShipStation.Http;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>How a label is to look, and how it is paid.</summary>
internal sealed record V2LabelOptions(string Format, string Layout, string DisplayScheme, bool Inline, string? ChargeEvent)
{
    /// <summary>Members of every purchase.</summary>
    public static readonly string[] Members = ["validate_address", "label_format", "label_layout", "label_download_type", "display_scheme"];

    /// <summary>Members of a purchase with a shipment inside.</summary>
    public static readonly string[] InlineMembers =
    [
        .. Members, "shipment", "shipment_id", "charge_event", "is_return_label", "rma_number", "outbound_label_id", "label_image_id", "ship_to_service_point_id",
        "ship_from_service_point_id", "test_label"
    ];

    public static readonly string[] ReturnMembers = ["charge_event", "label_layout", "label_format", "label_download_type", "display_scheme", "label_image_id"];

    public static V2LabelOptions Read(V2Body body)
    {
        var view = body.View;
        return new(view.Text("label_format") ?? "pdf", view.Text("label_layout") ?? "4x6", view.Text("display_scheme") ?? "label", view.Text("label_download_type") == "inline", view.Text("charge_event"));
    }

    /// <summary>A sheet of paper is a PDF.</summary>
    public Response? Refusal => Layout != "4x6" && Format != "pdf" ? V2Refusals.Wrong("label_layout", $"{Layout} is for pdf only.") : null;
}
