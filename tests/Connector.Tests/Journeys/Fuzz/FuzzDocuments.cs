using System.Text;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.TestSupport;

namespace Connector.Tests.Journeys.Fuzz;

/// <summary>The valid documents that inputs are made of. Made up, short, and with every member that a reader looks at.</summary>
internal static class FuzzDocuments
{
    private const string Money = """{"type":"centPrecision","currencyCode":"USD","centAmount":1500,"fractionDigits":2}""";

    public const string ShopOrder =
        $$$"""
        {"id":"5f0c1a52-7c1e-4a6e-9d7a-3f6b8f2f1001","version":3,"createdAt":"2026-03-18T09:00:00.000Z","lastModifiedAt":"2026-03-18T10:00:00.000Z","orderNumber":"US-1","customerEmail":"ada.example@example.com",
         "country":"US","locale":"en-US","origin":"Customer","orderState":"Open","paymentState":"Paid","shipmentState":"Pending","taxMode":"Platform","shippingMode":"Single","totalPrice":{{{Money}}},
         "taxedPrice":{"totalNet":{{{Money}}},"totalGross":{{{Money}}},"taxPortions":[{"rate":0.08,"amount":{{{Money}}} }]},"discountOnTotalPrice":{"discountedAmount":{{{Money}}} },
         "shippingAddress":{"firstName":"Ada","lastName":"Example","streetName":"12 Congress Avenue","streetNumber":"3","postalCode":"78701","city":"Austin","state":"TX","country":"US","phone":"+1 512 555 0100"},
         "billingAddress":{"firstName":"Ada","lastName":"Example","country":"US"},"store":{"typeId":"store","key":"main"},"state":{"typeId":"state","id":"9a1c0000-0000-4000-8000-000000000002"},
         "shippingInfo":{"shippingMethodName":"Standard","price":{{{Money}}},"shippingMethod":{"typeId":"shipping-method","id":"9a1c0000-0000-4000-8000-000000000003","obj":{"key":"standard"}},
          "deliveries":[{"id":"d-1","key":"s-1","createdAt":"2026-03-18T10:00:00.000Z","items":[{"id":"l-1","quantity":1}],"parcels":[{"id":"p-1","trackingData":{"trackingId":"9400","carrier":"USPS","isReturn":false},"measurements":{"weightInGram":300}}]}]},
         "paymentInfo":{"payments":[{"typeId":"payment","id":"9a1c0000-0000-4000-8000-000000000004","obj":{"amountPlanned":{{{Money}}},"transactions":[{"type":"Charge","state":"Success","amount":{{{Money}}} }]}}]},
         "lineItems":[{"id":"l-1","productId":"p-1","name":{"en-US":"Mug"},"variant":{"id":1,"sku":"MUG-RED","attributes":[{"name":"weight","value":{"key":"oz","label":"12"}}],"images":[{"url":"https://img.example/mug.png"}]},
          "price":{"value":{{{Money}}} },"quantity":2,"totalPrice":{{{Money}}},"taxRate":{"amount":0.08,"includedInPrice":false},"state":[{"quantity":2,"state":{"typeId":"state","id":"9a1c0000-0000-4000-8000-000000000005"}}],
          "supplyChannel":{"typeId":"channel","id":"9a1c0000-0000-4000-8000-000000000006"},"discountedPricePerQuantity":[{"quantity":1,"discountedPrice":{"value":{{{Money}}} } }],"custom":{"type":{"typeId":"type","id":"t-1"},"fields":{"engraving":"A"} } }],
         "customLineItems":[{"id":"c-1","name":{"en-US":"Gift wrap"},"money":{"type":"highPrecision","currencyCode":"USD","centAmount":150,"preciseAmount":15000,"fractionDigits":4},"quantity":1,"totalPrice":{{{Money}}},"slug":"wrap"}],
         "syncInfo":[{"channel":{"typeId":"channel","id":"9a1c0000-0000-4000-8000-000000000007"},"externalId":"81","syncedAt":"2026-03-18T10:00:00.000Z"}],
         "returnInfo":[{"items":[{"lineItemId":"l-1","quantity":1,"shipmentState":"Returned"}]}],"custom":{"type":{"typeId":"type","id":"t-1"},"fields":{"holdUntil":"2026-04-01","flags":["a","b"],"amount":{{{Money}}} } } }
        """;

    public const string ShopPage = $$$"""{"limit":500,"offset":0,"count":2,"total":2,"results":[{{{ShopOrder}}},{"id":"5f0c1a52-7c1e-4a6e-9d7a-3f6b8f2f1002","version":1,"lastModifiedAt":"2026-03-18T10:00:00.000Z"}]}""";

    public static readonly IReadOnlyList<FuzzSeed> ShopFailures =
    [
        new("""{"statusCode":409,"message":"Object has a different version than expected.","errors":[{"code":"ConcurrentModification","message":"x","currentVersion":7}]}"""),
        new("""{"statusCode":401,"message":"invalid_token","error":"invalid_token","error_description":"x","errors":[{"code":"invalid_token","message":"invalid_token"}]}""")
    ];

    public static readonly IReadOnlyList<FuzzSeed> ShopNotifications =
    [
        new("""{"notificationType":"Message","projectKey":"demo","id":"m-1","version":1,"sequenceNumber":2,"resource":{"typeId":"order","id":"5f0c1a52-7c1e-4a6e-9d7a-3f6b8f2f1001"},"resourceVersion":3,"resourceUserProvidedIdentifiers":{"orderNumber":"US-1"},"type":"OrderCreated","createdAt":"2026-03-18T10:00:00.000Z"}"""),
        new("""{"notificationType":"ResourceUpdated","projectKey":"demo","resource":{"typeId":"order","id":"5f0c1a52-7c1e-4a6e-9d7a-3f6b8f2f1001"},"oldVersion":3,"version":4,"modifiedAt":"2026-03-18T10:00:00.000Z"}"""),
        new("""{"specversion":"1.0","id":"e-1","type":"com.commercetools.order.message.OrderCreated","source":"/demo/orders","subject":"5f0c","time":"2026-03-18T10:00:00.000Z","data":{"notificationType":"Message","resource":{"typeId":"order","id":"5f0c1a52-7c1e-4a6e-9d7a-3f6b8f2f1001"},"resourceVersion":3,"type":"OrderCreated"}}""")
    ];

    private const string Address = """{"name":"Ada Example","company":null,"street1":"12 Congress Avenue","street2":"","city":"Austin","state":"TX","postalCode":"78701","country":"US","phone":"5125550100","residential":true,"addressVerified":"Address validated successfully"}""";

    public const string ShipStationOrders =
        $$$"""
        {"orders":[{"orderId":812000451,"orderNumber":"US-1","orderKey":"5f0c1a52-7c1e-4a6e-9d7a-3f6b8f2f1001-main","orderDate":"2026-03-18T02:00:00.0000000","createDate":"2026-03-18T03:00:00.0000000","modifyDate":"2026-03-18T03:05:00.0000000",
          "paymentDate":"2026-03-18T02:00:00.0000000","shipByDate":null,"orderStatus":"awaiting_shipment","customerId":null,"customerUsername":"ada","customerEmail":"ada.example@example.com","billTo":{{{Address}}},"shipTo":{{{Address}}},
          "items":[{"orderItemId":1,"lineItemKey":"l-1","sku":"MUG-RED","name":"Mug","imageUrl":null,"weight":{"value":12.5,"units":"ounces","WeightUnits":1},"quantity":2,"unitPrice":15.0,"taxAmount":1.2,"shippingAmount":0,"warehouseLocation":"A1",
           "options":[{"name":"Engraving","value":"A"}],"productId":7,"fulfillmentSku":null,"adjustment":false,"upc":null}],"orderTotal":20.95,"amountPaid":20.95,"taxAmount":1.2,"shippingAmount":5.95,"customerNotes":"","internalNotes":null,"gift":false,"giftMessage":null,
          "requestedShippingService":"Standard","carrierCode":"stamps_com","serviceCode":"usps_ground_advantage","packageCode":"package","confirmation":"none","shipDate":"2026-03-18","holdUntilDate":null,"weight":{"value":25.0,"units":"ounces"},
          "dimensions":{"units":"inches","length":9.0,"width":6.0,"height":4.0},"insuranceOptions":{"provider":null,"insureShipment":false,"insuredValue":0},"internationalOptions":{"contents":"merchandise","customsItems":[{"customsItemId":"1","description":"Mug","quantity":1,"value":15.0,"harmonizedTariffCode":"691200","countryOfOrigin":"US"}],"nonDelivery":"return_to_sender"},
          "advancedOptions":{"warehouseId":1,"nonMachinable":false,"saturdayDelivery":false,"containsAlcohol":false,"mergedOrSplit":false,"mergedIds":[],"parentId":null,"storeId":410001,"customField1":"","customField2":null,"customField3":null,"source":"shop","billToParty":null},
          "tagIds":[1,2],"userId":null,"externallyFulfilled":false,"externallyFulfilledBy":null}],"total":1,"page":1,"pages":1}
        """;

    public const string Shipments =
        $$$"""
        {"shipments":[{"shipmentId":455100777,"orderId":812000451,"orderKey":"5f0c1a52-7c1e-4a6e-9d7a-3f6b8f2f1001-main","userId":"u-1","orderNumber":"US-1","createDate":"2026-03-18T03:10:00.0000000","shipDate":"2026-03-18","shipmentCost":6.84,"insuranceCost":0.5,
          "trackingNumber":"9400100000000000000450","isReturnLabel":false,"batchNumber":"b-1","carrierCode":"stamps_com","serviceCode":"usps_ground_advantage","packageCode":"package","confirmation":"none","warehouseId":1,"voided":false,"voidDate":null,
          "marketplaceNotified":true,"notifyErrorMessage":null,"shipTo":{{{Address}}},"weight":{"value":25.0,"units":"ounces"},"dimensions":{"units":"inches","length":9.0,"width":6.0,"height":4.0},"advancedOptions":{"storeId":410001},
          "shipmentItems":[{"orderItemId":1,"lineItemKey":"l-1","sku":"MUG-RED","name":"Mug","quantity":2}],"labelData":null,"formData":null}],"total":1,"page":1,"pages":0}
        """;

    public const string Fulfillments =
        $$$"""
        {"fulfillments":[{"fulfillmentId":33000451,"orderId":812000451,"orderNumber":"US-1","userId":"u-1","customerEmail":"","trackingNumber":"HAND-1","createDate":"2026-03-18T03:10:00.0000000","shipDate":"2026-03-18T00:00:00.0000000","voidDate":null,"deliveryDate":null,
          "carrierCode":"USPS","sellerFillProviderId":null,"fulfillmentProviderCode":null,"fulfillmentServiceCode":null,"fulfillmentFee":0.0,"voidRequested":false,"voided":false,"marketplaceNotified":false,"notifyErrorMessage":null,"shipTo":{{{Address}}} }],"total":1,"page":1,"pages":1}
        """;

    public static readonly IReadOnlyList<FuzzSeed> ShipStationFailures =
    [
        new("""{"Message":"An error has occurred.","ExceptionMessage":"The weight of Ada Example is missing.","ExceptionType":"System.Exception","StackTrace":null}"""),
        new("""{"Message":"The request is invalid.","ModelState":{"apiOrder.orderNumber":["The orderNumber field is required."],"apiOrder.items[0].quantity":["x","y"]}}"""),
        new("\"Too many requests\""),
        new("""{"request_id":"r-1","errors":[{"error_source":"carrier","error_type":"business_rules","error_code":"insufficient_funds","message":"No money for 12 Congress Avenue","field_name":"x"}]}""")
    ];

    public const string V1Rates = """[{"serviceName":"USPS Ground Advantage - Package","serviceCode":"usps_ground_advantage","shipmentCost":6.84,"otherCost":0.0},{"serviceName":"USPS Priority Mail","serviceCode":"usps_priority_mail","shipmentCost":9.25,"otherCost":1.0}]""";

    public const string V2Rates =
        """
        {"shipment_id":"se-812000451","rate_response":{"rates":[{"rate_id":"se-9300001","rate_type":"shipment","carrier_id":"se-880018","shipping_amount":{"currency":"usd","amount":6.84},"insurance_amount":{"currency":"usd","amount":0.0},"confirmation_amount":{"currency":"usd","amount":0.0},
          "other_amount":{"currency":"usd","amount":0.0},"delivery_days":4,"guaranteed_service":false,"estimated_delivery_date":"2026-03-22T00:00:00Z","carrier_delivery_days":"4","ship_date":"2026-03-18T00:00:00Z","service_type":"USPS Ground Advantage","service_code":"usps_ground_advantage",
          "trackable":true,"carrier_code":"stamps_com","package_type":"package","validation_status":"valid","warning_messages":["w"],"error_messages":[],"rate_attributes":["cheapest"]}],"invalid_rates":[{"rate_id":"se-9300002","error_messages":["e"],"validation_status":"invalid"}],
          "rate_request_id":"se-7","created_at":"2026-03-18T10:00:00Z","status":"partial","errors":[{"error_code":"x","message":"m","carrier_id":"se-1","carrier_code":"ups"}]}}
        """;

    public const string V2Batch = """{"batch_id":"se-1","external_batch_id":"wave-1","batch_notes":"n","created_at":"2026-03-18T10:00:00Z","processed_at":null,"errors":0,"warnings":0,"completed":2,"forms":0,"count":2,"batch_shipments_url":{"href":"x"},"status":"completed"}""";

    public const string V2Shipment =
        """
        {"shipment_id":"se-812000451","external_shipment_id":"5f0c1a52-7c1e-4a6e-9d7a-3f6b8f2f1001-main","shipment_status":"pending","carrier_id":"se-880018","service_code":"usps_ground_advantage","ship_to":{"name":"Ada Example","address_line1":"12 Congress Avenue"},
         "packages":[{"package_code":"package","weight":{"value":21.0,"unit":"ounce"},"dimensions":{"unit":"inch","length":9.0,"width":6.0,"height":4.0},"insured_value":{"currency":"usd","amount":0.0}}],"modified_at":"2026-03-18T10:00:00Z"}
        """;

    public const string SignedTrack =
        """
        {"resource_url":"https://api.shipstation.com/v2/labels/se-455100777/track","resource_type":"API_TRACK","data":{"tracking_number":"9400100000000000000450","status_code":"IT","status_detail_code":"IN_TRANSIT","status_description":"In Transit","carrier_status_description":"x",
         "ship_date":"2026-03-18T00:00:00Z","estimated_delivery_date":"2026-03-22T00:00:00Z","actual_delivery_date":null,"exception_description":null,"events":[{"occurred_at":"2026-03-19T08:00:00Z","carrier_occurred_at":"2026-03-19T08:00:00","description":"Departed","city_locality":"Austin","status_code":"IT","status_detail_code":"IN_TRANSIT","event_code":"10"}]}}
        """;

    public static readonly IReadOnlyList<FuzzSeed> Addresses =
    [
        .. new[]
        {
            "https://ssapi.shipstation.com/shipments?storeID=410001&batchId=12&includeShipmentItems=False", "https://ssapi6.shipstation.com/orders?importBatch=9cb9a7f8-1c1e-4f3b-b8d9-2c6d3e4f5a6b", "https://ssapi.shipstation.com:443/fulfillments?fulfillmentId=1&orderNumber=US%201+2",
            "https://api.shipstation.com/v2/labels/se-455100777/track", "https://api.shipstation.com/v2/batches/se-12", "https://ssapi.shipstation.com/shipments/../orders?x", "https://ssapi.shipstation.com@evil.example/shipments?batchId=1", "https://ssapi.shipstation.com/shipments?batchId=1&batchId=2#x"
        }.Select(static address => new FuzzSeed($"\"{address}\""))
    ];

    public static readonly IReadOnlyList<FuzzSeed> Messages =
    [
        .. new[]
        {
            new WorkMessage { Type = MessageTypes.PushOrder, Id = "5f0c1a52-7c1e-4a6e-9d7a-3f6b8f2f1001", OrderNumber = "US-1", Version = 3, Reason = "changed", CorrelationId = "c-1", EnqueuedAt = ManualTimeProvider.Start, FirstFailedAt = ManualTimeProvider.Start, Attempt = 2, Retries = 1, TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" },
            new WorkMessage
            {
                Type = MessageTypes.WebhookNotification, Id = "n-1", CorrelationId = "c-2", EnqueuedAt = ManualTimeProvider.Start, Account = "default", ResourceUrl = "https://ssapi.shipstation.com/shipments?batchId=1", ResourceType = "SHIP_NOTIFY", Page = 2,
                Tracking = new TrackingReading { Account = "default", ShipmentId = 1, TrackingNumber = "9400", Status = TrackingStatus.InTransit, OccurredAt = ManualTimeProvider.Start, ObservedAt = ManualTimeProvider.Start }
            }
        }.Select(static message => new FuzzSeed(Encoding.UTF8.GetString(WorkMessageBody.Write(message))))
    ];

    public static readonly string LabelRow = Encoding.UTF8.GetString(new LabelRow
    {
        Id = "5f0c-main/1", OrderId = "5f0c", OrderNumber = "US-1", OrderKey = "5f0c-main", Account = "default", ShippingOrderId = 812000451, State = LabelState.Bought, DueAt = ManualTimeProvider.Start, Code = "PriceAboveMax", Reason = "x",
        Intent = new LabelIntent("V1", "stamps_com", null, "usps_ground_advantage", "package", "none", null, 6.84m, "USD", 5.95m, "{}") { DecidedAt = ManualTimeProvider.Start, ShipDate = new DateOnly(2026, 3, 18) },
        Purchase = new LabelPurchase(455100777, "se-455100777", "9400", 6.84m, 0.5m, "USD", ManualTimeProvider.Start, "d-1", "pdf"), CreatedAt = ManualTimeProvider.Start, UpdatedAt = ManualTimeProvider.Start
    }.Write());

    public static readonly string Reading = Encoding.UTF8.GetString(ShippingReadings.Write(Connector.ShipStation.Lists.ListKinds.Orders.Read(Encoding.UTF8.GetBytes(ShipStationOrders), "default", ManualTimeProvider.Start).Value.Rows[0]));

    public static readonly string Events = OrderEvent.Write(
    [
        new OrderEvent(default, default, "The address was changed.") { At = ManualTimeProvider.Start, Reason = "r", Part = "main", By = "ada", Changes = [new FieldChange("shipTo.street1", "hash-1", "hash-2")] }
    ])!;

    public static readonly IReadOnlyList<FuzzSeed> Rules =
    [
        new("""{"Selection":{"PaymentStates":["Paid"],"ShipmentStates":{"Out":["Backorder"]},"HoldUntilField":"holdUntil"},"Services":{"Rules":[{"Methods":["*"],"Carrier":"stamps_com","Service":"usps_ground_advantage","Package":"package"}]}}"""),
        new("""{"Mapping":{"Package":{"Weight":{"Constant":"16","Unit":"oz"},"Length":{"Constant":"9","Unit":"in"}},"Customs":{"ShipFromCountry":"US"},"Items":{"Weight":{"Attribute":"weight","Unit":"lb"}}}}"""),
        new("""{"Labels":{"Mode":"Propose","Currency":"USD","Times":{"OpenDaily":true,"TimeZone":"America/Chicago"},"Guards":{"MaxPrice":50,"Caps":[{"Per":"Day","Money":500,"Labels":40}]},"Voids":{"Mode":"Automatic"}}}""")
    ];
}
