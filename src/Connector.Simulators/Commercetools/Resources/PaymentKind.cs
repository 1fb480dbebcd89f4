using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Resources;

/// <summary>Payments: how much is planned, by which method, and the transactions.</summary>
internal sealed class PaymentKind : ResourceKind
{
    private static readonly string[] Types = ["Authorization", "CancelAuthorization", "Charge", "Refund", "Chargeback"];
    private static readonly string[] States = ["Initial", "Pending", "Success", "Failure"];

    public override string Path => "payments";
    public override string TypeId => "payment";
    public override IReadOnlyList<string> ViewScopes { get; } = ["view_payments", "manage_payments"];
    public override IReadOnlyList<string> ManageScopes { get; } = ["manage_payments"];

    protected override IReadOnlyDictionary<string, (string Member, bool Required)> Setters { get; } = new Dictionary<string, (string, bool)>
    {
        ["setKey"] = ("key", false), ["setInterfaceId"] = ("interfaceId", false), ["changeAmountPlanned"] = ("amount", true)
    };

    public override JsonObject Create(JsonObject draft, Project project)
    {
        Shape.OptionalKey(draft, "key", "payment");
        if (draft["amountPlanned"] is null) throw Shape.Missing("payment", "amountPlanned");
        MoneyDraft.Check(Shape.Object(draft, "amountPlanned", "payment"));
        var payment = Take(draft, "key", "interfaceId", "amountPlanned", "paymentMethodInfo", "customer", "custom");
        payment["paymentMethodInfo"] ??= new JsonObject();
        payment["paymentStatus"] = draft["paymentStatus"]?.DeepClone() ?? new JsonObject();
        payment["transactions"] = new JsonArray([.. (draft["transactions"] as JsonArray ?? []).Select(one => Transaction(one, project))]);
        payment["interfaceInteractions"] = new JsonArray();
        return payment;
    }

    protected override bool ApplySpecial(string name, JsonObject document, JsonObject action, Project project)
    {
        var transactions = document["transactions"]!.AsArray();
        switch (name)
        {
            case "addTransaction":
                transactions.Add(Transaction(action["transaction"], project));
                return true;
            case "changeTransactionState":
                var id = Shape.Text(action, "transactionId", "actions");
                var found = transactions.FirstOrDefault(one => (string?)one!["id"] == id) ?? throw Refusal.InvalidInput($"The transaction '{id}' was not found.");
                found["state"] = Known(Shape.Text(action, "state", "actions"), States);
                return true;
            default:
                return false;
        }
    }

    private static JsonObject Transaction(JsonNode? given, Project project)
    {
        if (given is not JsonObject draft) throw Shape.Missing("payment", "transaction");
        if (draft["amount"] is null) throw Shape.Missing("transaction", "amount");
        MoneyDraft.Check(Shape.Object(draft, "amount", "transaction"));
        var transaction = Take(draft, "timestamp", "type", "amount", "interactionId", "state");
        Known(Shape.Text(draft, "type", "transaction"), Types);
        transaction["state"] = Known(Shape.OptionalText(draft, "state", "transaction") ?? "Initial", States);
        transaction["id"] = project.NewId();
        return transaction;
    }

    private static string Known(string word, string[] words) => words.Contains(word) ? word : throw Refusal.InvalidInput($"'{word}' is none of {string.Join(", ", words)}.");
}
