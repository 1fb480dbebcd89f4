using Connector.Core.Model.Shipping;
using Xunit;

namespace Connector.Tests.Core.Model.Shipping;

public sealed class RecordedStateTests
{
    [Theory]
    [InlineData("shipped", ShipmentMark.Shipped, false)]
    [InlineData("voided", ShipmentMark.Voided, false)]
    [InlineData("shipped without items", ShipmentMark.ShippedWithoutItems, false)]
    [InlineData("foreign", ShipmentMark.Foreign, false)]
    [InlineData("shipped, refused", ShipmentMark.Shipped, true)]
    [InlineData("voided, refused", ShipmentMark.Voided, true)]
    [InlineData("foreign, refused", ShipmentMark.Foreign, true)]
    public void The_text_that_is_stored_is_read_again(string text, ShipmentMark mark, bool isRefused)
    {
        var state = new RecordedState(mark, isRefused);
        Assert.Equal((text, state), (state.Text, RecordedState.From(text)));
    }

    [Theory]
    [InlineData("elsewhere", false)]
    [InlineData("elsewhere, refused", true)]
    public void The_word_of_older_databases_is_read(string text, bool isRefused) => Assert.Equal(new RecordedState(ShipmentMark.Foreign, isRefused), RecordedState.From(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Shipped")]
    [InlineData(", refused")]
    [InlineData("lost")]
    public void Another_text_is_no_state(string? text) => Assert.Null(RecordedState.From(text));
}
