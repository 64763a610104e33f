using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using ContainerTools.Engine;

namespace ContainerTools.Completion;

/// <summary>
/// What engines answered a moment ago. A question is asked once, and its answer, or that there is none, holds for a few seconds:
/// who presses the key again does not wait again.
/// </summary>
internal static class EngineAnswers
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);

    /// <summary>How long someone who types may be kept waiting.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(900);

    /// <summary>How long a question goes on behind them, so that a slow engine's answer is there when the key is pressed again.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private static readonly ConditionalWeakTable<EngineConnection, ConcurrentDictionary<string, Question>> Asked = [];

    /// <summary>Asks engines, all at once.</summary>
    /// <param name="name">What is asked: the same name is the same answer.</param>
    /// <param name="ask">Asks one engine. It is not waited for to obey its token.</param>
    /// <returns>The answers of those that answered in time.</returns>
    public static IReadOnlyList<(EngineEndpoint Engine, T Answer)> Of<T>(IReadOnlyList<EngineEndpoint> engines, string name, Func<EngineConnection, CancellationToken, Task<T>> ask)
        where T : notnull
    {
        var questions = engines.Select(engine => (Engine: engine, Question: Find(engine, name, async (connection, token) => await ask(connection, token).ConfigureAwait(false)))).ToList();
        foreach (var (_, question) in questions) question.Wait();
        return [.. questions.Where(asked => asked.Question.Answer is T).Select(asked => (asked.Engine, (T)asked.Question.Answer!))];
    }

    /// <summary>Asks for a list, or whatever else is one request.</summary>
    public static IReadOnlyList<(EngineEndpoint Engine, JsonElement Answer)> Of(IReadOnlyList<EngineEndpoint> engines, string path, Query? query = null) =>
        Of(engines, path + query, (connection, token) => connection.GetAsync(path, query, token));

    private static Question Find(EngineEndpoint engine, string name, Func<EngineConnection, CancellationToken, Task<object>> ask)
    {
        var connection = EngineConnection.For(engine);
        var known = Asked.GetOrCreateValue(connection);
        foreach (var (old, asked) in known)
        {
            if (asked.IsStale) known.TryRemove(KeyValuePair.Create(old, asked));
        }
        return known.GetOrAdd(name, static (_, given) => new Question(given.connection, given.engine, given.ask), (connection, engine, ask));
    }

    private sealed class Question
    {
        private readonly Stopwatch age = Stopwatch.StartNew();
        private readonly Task<object> task;
        private TimeSpan? answered;

        public Question(EngineConnection connection, EngineEndpoint engine, Func<EngineConnection, CancellationToken, Task<object>> ask) =>
            task = Task.Run(() => AskAsync(connection, engine, ask));

        /// <summary>What was answered so far.</summary>
        public object? Answer => task.IsCompletedSuccessfully ? task.Result : null;

        public bool IsStale => answered is { } at && age.Elapsed - at > Fresh;

        public void Wait()
        {
            var left = Patience - age.Elapsed;
            if (left > TimeSpan.Zero) Task.WhenAny(task, Task.Delay(left)).GetAwaiter().GetResult();
        }

        private async Task<object> AskAsync(EngineConnection connection, EngineEndpoint engine, Func<EngineConnection, CancellationToken, Task<object>> ask)
        {
            using var limit = new CancellationTokenSource(Limit);
            try
            {
                await connection.NegotiateAsync(engine, Limit, limit.Token).ConfigureAwait(false);
                return await ask(connection, limit.Token).ConfigureAwait(false);
            }
            finally
            {
                answered = age.Elapsed;
            }
        }
    }
}
