"""Files that people upload: what they may be, how they are made clean, where they are kept, how they are shown.

A file is what its bytes say, never what its name says; the name isn't kept. It is opened in a process of its own and
written anew, so that what is stored was made here: images are drawn again, PDFs put together again. Whatever has a
file needs a line in each of four rooms:

    class Photo(StoredFile): household = …; objects = …               model: wemix/models/files.py
    file = UploadField()                                              form, made with (data, request.FILES or None)
    photo.take(form.cleaned_data["file"], by=by); photo.save()        action, inside its transaction
    return send_file(photo, "photo")                                  view, behind get_visible_or_404

The file is written before its row, and deleted after its row's deletion is committed; what a cut-off write left
without a row is swept every night (wemix/uploads/sweeping.py).
"""
