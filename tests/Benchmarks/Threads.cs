using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace ContainerTools.Benchmarks;

/// <summary>Blocking work on threads of its own: those of the pool come one by one, and the module needs them.</summary>
internal static class Threads
{
    /// <summary>Does something with every name, with so many at once.</summary>
    public static void Each(IEnumerable<string> names, int atOnce, Action<string> work)
    {
        var left = new ConcurrentQueue<string>(names);
        Exception? failure = null;
        var threads = Enumerable.Range(0, atOnce).Select(_ => new Thread(Work)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);

        void Work()
        {
            try
            {
                while (failure is null && left.TryDequeue(out var name)) work(name);
            }
            catch (Exception e) when (e is InvalidOperationException or IOException or System.Net.Sockets.SocketException)
            {
                failure = e;
            }
        }
    }
}
