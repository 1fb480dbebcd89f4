using System.Text.Json;
using Connector.Simulators.ShipStation.Http;

namespace Connector.Simulators.ShipStation.Account;

/// <summary>Tags and users: plain arrays of fixed data. Registering an account is for partners.</summary>
internal static class AccountRoutes
{
    /// <summary>When the account was made.</summary>
    public static readonly DateTime SetUp = new(2024, 2, 5, 8, 30, 15, 70, DateTimeKind.Unspecified);

    /// <summary>POST /accounts/registeraccount: approved partners only.</summary>
    public static Response Register(ApiCall call) => Refusals.Message(403, "Access denied: registering accounts is for approved partners.");

    public static Response Tags(ApiCall call) => Array(AccountData.Tags, static (writer, tag) =>
    {
        writer.WriteNumber("tagId", tag.TagId);
        writer.WriteString("name", tag.Name);
        writer.WriteString("color", tag.Color);
    });

    public static Response Users(ApiCall call) => Array(AccountData.Users, static (writer, user) =>
    {
        writer.WriteString("userId", user.UserId);
        writer.WriteString("userName", user.UserName);
        writer.WriteString("name", user.Name);
    });

    /// <summary>An array of objects; the callback writes the members of one.</summary>
    public static Response Array<T>(IEnumerable<T> rows, Action<Utf8JsonWriter, T> write) => Response.Json(writer =>
    {
        writer.WriteStartArray();
        foreach (var row in rows)
        {
            writer.WriteStartObject();
            write(writer, row);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    });

    /// <summary>One object, or 404.</summary>
    public static Response One<T>(T? row, Action<Utf8JsonWriter, T> write)
        where T : class => row is null ? Refusals.NotFound() : Response.Json(writer =>
    {
        writer.WriteStartObject();
        write(writer, row);
        writer.WriteEndObject();
    });
}
