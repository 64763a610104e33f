using System.Collections;
using ContainerTools.Engine;
using ContainerTools.Engine.Streams;

namespace ContainerTools.Commands;

/// <summary>What a user gives as standard input, as the pieces that are sent.</summary>
internal static class PipedInput
{
    /// <summary>The pieces of one value: a list is one after the other, everything else one.</summary>
    /// <exception cref="EngineException">It is an object of an engine, which surely was not meant as input.</exception>
    public static List<byte[]> Pieces(PSCmdlet cmdlet, object? value)
    {
        var bare = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        try
        {
            return bare is IEnumerable many and not string and not byte[] and not IDictionary
                ? [.. many.Cast<object?>().Select(StandardInput.Encode)]
                : [StandardInput.Encode(value)];
        }
        catch (EngineException e)
        {
            cmdlet.ThrowTerminatingError(Errors.From(e, null, Errors.Subject.Exec, value));
            throw;
        }
    }
}
