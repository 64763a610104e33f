using System.Collections;
using System.Text;
using ContainerTools.Engine;
using ContainerTools.Engine.Streams;

namespace ContainerTools.Commands;

/// <summary>Values as the content of a file, as <c>Set-Content</c> makes it: lists one value after the other, and nothing of <see langword="null"/>.</summary>
internal sealed class ContentValues(PSCmdlet cmdlet, MemoryStream content)
{
    /// <summary>How text is encoded; <see langword="null"/> where only bytes are taken.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Whether values follow each other without line ends.</summary>
    public bool NoNewline { get; init; }

    public void Add(object? value)
    {
        var bare = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        switch (bare)
        {
            case null:
                break;
            case byte[] bytes when Encoding is null:
                content.Write(bytes);
                break;
            case byte one when Encoding is null:
                content.WriteByte(one);
                break;
            case IEnumerable many when bare is not string and not IDictionary:
                foreach (var item in many) Add(item);
                break;
            case var _ when Encoding is null:
                Refuse("ContentNotBytes", bare, $"'{bare}' is no byte, and -AsByteStream writes nothing else. Leave it out to write text, or convert with [byte[]].");
                break;
            case var _ when StandardInput.IsEngineObject(value!):
                Refuse("EngineObjectAsContent", bare, $"'{bare}' is an object of a container engine and is not written to a file. To write its text, pass a string; to write into containers of the pipeline, give -Value as an argument.");
                break;
            default:
                Write(LanguagePrimitives.ConvertTo<string>(value));
                break;
        }
    }

    private void Write(string text)
    {
        if (content.Length == 0) content.Write(Encoding!.GetPreamble());
        // Lines end as they do in the container, and not as they do here.
        content.Write(Encoding!.GetBytes(NoNewline ? text : text + "\n"));
    }

    private void Refuse(string id, object value, string message) => cmdlet.ThrowTerminatingError(Errors.InvalidArgument(id, value, message));
}
