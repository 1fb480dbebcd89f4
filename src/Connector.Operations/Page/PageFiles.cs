using System.Reflection;

namespace Connector.Operations.Page;

/// <summary>Style and script of the page, out of this program.</summary>
internal static class PageFiles
{
    private const string Style = "ops.css";
    private const string Script = "ops.js";

    /// <summary>Null for what is none of them.</summary>
    public static IResult? Find(string path) => path switch
    {
        Style => TypedResults.Stream(Open(path), "text/css; charset=utf-8"),
        Script => TypedResults.Stream(Open(path), "text/javascript; charset=utf-8"),
        _ => null
    };

    private static Stream Open(string name) => Assembly.GetExecutingAssembly().GetManifestResourceStream("ops/" + name) ?? throw new InvalidOperationException($"{name} is not in the program.");
}
