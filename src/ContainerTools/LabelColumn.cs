namespace ContainerTools;

/// <summary>
/// The labels beside the lines of several logs that are shown together: as wide as the longest, and each in a colour of its
/// own, as far as there are colours. A label keeps its colour as long as it is shown.
/// </summary>
/// <param name="clock">Milliseconds that only grow.</param>
internal sealed class LabelColumn(Func<long> clock)
{
    /// <summary>How long after its last line a label counts as one that is shown.</summary>
    private const long Shown = 10_000;

    private const int LongestPadding = 24;

    private readonly object gate = new();
    private Place[] places = [];

    public LogLabel Next(string key, string text, int colors)
    {
        lock (gate)
        {
            if (places.Length != colors) places = [.. Enumerable.Range(0, colors).Select(_ => new Place())];
            var now = clock();
            var color = Array.FindIndex(places, place => place.Key == key);
            if (color < 0)
            {
                // Who was shown the longest ago gives its colour away.
                color = Enumerable.Range(0, colors).MinBy(i => places[i].Key is null ? long.MinValue : places[i].LastShown);
                // Where all are in use, it shares one, always the same.
                if (IsShown(places[color], now)) return new LogLabel(key.Aggregate(0, (sum, c) => (sum + c) % colors), text.PadRight(Width(now)));
                places[color].Key = key;
            }
            (places[color].Width, places[color].LastShown) = (text.Length, now);
            return new LogLabel(color, text.PadRight(Width(now)));
        }
    }

    private int Width(long now) => Math.Min(LongestPadding, places.Max(place => IsShown(place, now) ? place.Width : 0));

    private static bool IsShown(Place place, long now) => place.Key is not null && now - place.LastShown < Shown;

    private sealed class Place
    {
        public string? Key { get; set; }

        public int Width { get; set; }

        public long LastShown { get; set; }
    }
}
