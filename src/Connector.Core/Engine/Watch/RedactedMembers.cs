using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Connector.Core.Model.Messages;

namespace Connector.Core.Engine.Watch;

/// <summary>Which JSON members hold what, over the words of both vendors. Case, dashes and underscores in names do not count.</summary>
internal static class RedactedMembers
{
    private const int LongestName = 64;

    internal enum Sort { Plain, Credential, Personal, PersonalInAddress, Address }

    /// <param name="Name">As it is written.</param>
    internal sealed record Member(JsonEncodedText Name, Sort Sort);

    private static readonly FrozenDictionary<string, Sort> Sorts = Build();
    private static readonly FrozenDictionary<string, Sort>.AlternateLookup<ReadOnlySpan<char>> Lookup = Sorts.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>How the journal writes texts.</summary>
    internal static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);

    /// <summary>Keys that merchants choose may be any, so not all are kept.</summary>
    private static readonly RepeatedTexts<Member> Kept = new(LongestName, most: 1000, static name => new Member(JsonEncodedText.Encode(name, Encoder), SortOf(name)));

    /// <summary>The member whose name the reader has come to.</summary>
    /// <exception cref="InvalidOperationException">It is no valid Unicode.</exception>
    internal static Member Get(ref Utf8JsonReader reader) => Kept.Get(ref reader);

    internal static Sort SortOf(string name)
    {
        if (name.Length > LongestName) return Sort.Plain;
        Span<char> plain = stackalloc char[LongestName];
        var length = 0;
        foreach (var c in name)
        {
            if (c is not ('_' or '-')) plain[length++] = char.ToLowerInvariant(c);
        }

        ReadOnlySpan<char> key = plain[..length];
        if (Lookup.TryGetValue(key, out var sort)) return sort;
        if (key.StartsWith("street") || key.StartsWith("addressline")) return Sort.Personal;
        return key.EndsWith("address") || key.EndsWith("addresses") ? Sort.Address : Sort.Plain;
    }

    /// <summary>Whether a place such as shipTo.street1 or items[key].name says something about a person.</summary>
    internal static bool IsPersonal(string path)
    {
        var address = false;
        foreach (var part in path.Split('.'))
        {
            var sort = SortOf(part.Split('[')[0]);
            if (sort is Sort.Personal or Sort.Credential || (sort == Sort.PersonalInAddress && address)) return true;
            address = sort == Sort.Address;
        }
        return false;
    }

    private static FrozenDictionary<string, Sort> Build()
    {
        var sorts = new Dictionary<string, Sort>(StringComparer.Ordinal);
        Put(Sort.Credential,
            "accesstoken", "refreshtoken", "clientsecret", "apikey", "apisecret", "password", "connectionstring", "accesskey", "accesssecret",
            "sharedaccesskey", "authorization", "secret",
            // A label shows an address, and whoever has a link to it can read it.
            "labeldata", "formdata", "labeldownload", "formdownload", "paperlessdownload", "qrcodedownload");
        Put(Sort.Personal,
            "firstname", "lastname", "middlename", "company", "additionalstreetinfo", "additionaladdressinfo", "building", "apartment", "pobox", "phone",
            "mobile", "fax", "email", "customeremail", "buyeremail", "notifyemail", "customerusername", "customername", "buyername", "giftmessage",
            "customernotes", "internalnotes");
        Put(Sort.PersonalInAddress, "name", "companyname", "title", "salutation", "department");
        Put(Sort.Address, "billto", "shipto", "shipfrom", "returnto");
        return sorts.ToFrozenDictionary(StringComparer.Ordinal);

        void Put(Sort sort, params ReadOnlySpan<string> names)
        {
            foreach (var name in names) sorts[name] = sort;
        }
    }
}
